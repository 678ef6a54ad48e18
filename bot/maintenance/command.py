"""``python -m bot maintenance on|off|status``: switch the assistant off and on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.maintenance.switch import MAX_CHARACTERS, Closed, MaintenanceSwitch, NoticeError
from bot.settings import Settings
from bot.texts import text
from bot.usage_parser import usage_parser


def main(argv: Sequence[str], settings: Settings) -> int:
    """Run a subcommand; 0 means done."""
    arguments = _parser().parse_args(argv)
    switch = MaintenanceSwitch(settings.maintenance_file)
    try:
        if arguments.command == "on":
            switch.close(Closed(arguments.notice.strip(), not arguments.close_form))
        elif arguments.command == "off":
            switch.open()
    except NoticeError:
        sys.stderr.write(text("maintenance.bad_notice", limit=MAX_CHARACTERS) + "\n")
        return 2
    except OSError as error:
        sys.stderr.write(text("maintenance.not_written", reason=error.strerror) + "\n")
        return 1
    sys.stdout.write(_line(switch) + "\n")
    return 0


def _line(switch: MaintenanceSwitch) -> str:
    closed = switch.state()
    if closed is None:
        return text("maintenance.is_open")
    key = "maintenance.is_closed" if closed.form_open else "maintenance.is_closed_all"
    return text(key, notice=closed.notice or text("maintenance.notice"))


def _parser() -> argparse.ArgumentParser:
    parser = usage_parser("python -m bot maintenance", "maintenance.usage")
    commands = parser.add_subparsers(dest="command", required=True)
    on = commands.add_parser("on")
    on.add_argument("--notice", default="")
    on.add_argument("--close-form", action="store_true")
    commands.add_parser("off")
    commands.add_parser("status")
    return parser
