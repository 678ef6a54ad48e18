"""``python -m bot.core train|run``: Rasa with the parts that we use, or all of it if need be.

``run`` and ``train`` take what ``rasa run`` and ``rasa train`` call the same. ``run`` keeps serving
what the path of the model leads to (bot.core.serving.generations). If our files name
something that the slim process leaves out, Rasa's own command runs instead.
"""

from __future__ import annotations

import argparse
import os
import runpy
import socket
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bot.core.model.components import named_components, reasons_for_all_of_rasa
from bot.core.model.loading import CONFIG, forbid_telemetry, read_yaml
from bot.core.model.model_check import is_sound
from bot.core.model.stand_ins import install
from bot.core.serving.generations import Generations, bound
from bot.core.serving.workers import MAX_WORKERS
from bot.texts import text
from bot.texts.addresses import address_problem

RUN = "run"
GENERATION = "generation"
PORT_VARIABLE = "IJA_RASA_PORT"


def main(argv: Sequence[str]) -> int:
    """Run one of the two commands in the current folder and return its exit code."""
    options = _parser().parse_args(argv)
    forbid_telemetry()
    config = read_yaml(Path(CONFIG))
    is_serving = options.command in (RUN, GENERATION)
    reasons = reasons_for_all_of_rasa(
        config,
        read_yaml(options.endpoints) if is_serving else None,
        read_yaml(options.credentials) if is_serving else None,
    )
    # Our components are found from here, as with Rasa's own command.
    sys.path.insert(0, os.getcwd())
    if reasons:
        sys.stderr.write(text("core.all_of_rasa", reasons=", ".join(reasons)) + "\n")
        sys.argv = ["rasa", *argv]
        runpy.run_module("rasa", run_name="__main__", alter_sys=True)
        return 0
    if options.command == RUN:
        command = partial(_generation_command, options)
        try:
            server = bound(options.interface, options.port)
        except OSError as error:
            reason = address_problem(options.interface, options.port, PORT_VARIABLE, error)
            sys.stderr.write(reason + "\n")
            return 1
        return Generations(options.model, command, server).run()
    install(named_components(config), is_serving=is_serving)
    if options.command == GENERATION:
        return _serve_generation(options)
    from bot.core.model.training import train

    return train(options.fixed_model_name, options.out)


def _generation_command(
    options: argparse.Namespace, model: Path, server: int, ready: int
) -> Sequence[str]:
    return (
        *(sys.executable, "-m", "bot.core", GENERATION, "--model", str(model)),
        *("--endpoints", str(options.endpoints), "--credentials", str(options.credentials)),
        *("--server", str(server), "--ready", str(ready)),
        *("--workers", str(options.workers)),
    )


def _serve_generation(options: argparse.Namespace) -> int:
    if not is_sound(options.model):
        sys.stderr.write(text("core.model_changed", name=options.model.name) + "\n")
        return 1
    from bot.core.serving.server import serve

    def tell() -> None:
        os.write(options.ready, b".")
        os.close(options.ready)

    return serve(
        options.model,
        options.endpoints,
        socket.socket(fileno=options.server),
        tell,
        options.workers,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.core")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser(RUN, help="serve a model through the REST channel")
    generation = commands.add_parser(GENERATION, help="what run starts for one model")
    for serving in (run, generation):
        serving.add_argument("--model", type=Path, required=True)
        serving.add_argument("--endpoints", type=Path, required=True)
        serving.add_argument("--credentials", type=Path, required=True)
        serving.add_argument("--workers", type=int, default=MAX_WORKERS)
    run.add_argument("--interface", required=True)
    run.add_argument("--port", type=int, required=True)
    generation.add_argument("--server", type=int, required=True)
    generation.add_argument("--ready", type=int, required=True)
    train = commands.add_parser("train", help="train a model")
    # There is no other way here; the option is there because Rasa's command needs it.
    train.add_argument("--skip-validation", action="store_true", required=True)
    train.add_argument("--fixed-model-name", required=True)
    train.add_argument("--out", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
