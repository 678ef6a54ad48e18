"""``python -m bot process <name>``: one process as the supervisor would start it, for systemd.

With ``--check`` nothing is started: the exit code says whether the one that runs is healthy, which
is what containers ask.

A process that listens is watched: systemd hears that it is ready when its health check answers,
and hears of it again and again as long as it does (``Type=notify``, ``WatchdogSec``). The others
take the place of this one.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping, Sequence
from subprocess import Popen

from bot.command_output import complain
from bot.ops.child import die_with_parent
from bot.ops.environment import child_environment
from bot.ops.models import CURRENT, MODEL_SUFFIX, ModelMissingError, ModelStore
from bot.ops.processes import Process, all_processes
from bot.ops.watchdog import Notifier, is_healthy, watch
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser

CORE = "rasa"


def main(argv: Sequence[str], settings: Settings) -> int:
    """Run one process to its end and return its exit code; 2 for a name that does not exist.

    A check returns 0 for a process that answers or that nobody can ask, 1 for one that is silent.
    """
    parser = usage_parser("python -m bot process", "process.usage")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("name")
    arguments = parser.parse_args(argv)
    name = arguments.name
    found = {
        process.name: process for process in all_processes(settings, settings.models_dir / CURRENT)
    }
    if name not in found:
        return complain(text("process.unknown", name=name, names=", ".join(found)), 2)
    if arguments.check:
        listener = found[name].listener
        return 0 if listener is None or is_healthy(listener.health_url) else 1
    lack = _lack_of_model(settings) if name == CORE else ""
    if lack:
        # The core would say so too, but it knows no German and systemd starts it again and again.
        return complain(lack)
    return run_process(found[name], os.environ)


def _lack_of_model(settings: Settings) -> str:
    """Return why the core could not load its model, nothing if it can."""
    store = ModelStore(settings.models_dir)
    current = store.current()
    if current is None:
        return text("process.model_missing")
    try:
        store.sound(current.name.removesuffix(MODEL_SUFFIX))
    except ModelMissingError:
        return text("process.model_changed", name=current.name)
    return ""


def run_process(process: Process, environ: Mapping[str, str]) -> int:
    """Run a process in the foreground; with a listener and a socket of systemd, watch it."""
    notifier = Notifier.from_environment(environ)
    environment = child_environment(process.environment)
    # The child must not speak for itself: it does not know whether it is healthy.
    for name in ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"):
        environment.pop(name, None)
    os.chdir(process.working_dir)
    if process.listener is None or notifier is None:
        os.execve(process.command[0], list(process.command), environment)  # noqa: S606
    # Its life is bound to ours: a watcher that is killed must not leave it on its port.
    child = Popen(process.command, env=environment, preexec_fn=die_with_parent())
    stop = threading.Event()

    def end(_number: int, _frame: object) -> None:
        stop.set()
        child.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    threading.Thread(
        target=watch, args=(process.listener.health_url, notifier, stop), daemon=True
    ).start()
    code = child.wait()
    stop.set()
    # Asked to stop, it has done what it should.
    return 0 if code == -signal.SIGTERM else max(code, 0) or int(code < 0)
