"""``python -m bot.core train|run``: Rasa with the parts that we use, or all of it if need be.

``run`` and ``train`` take what ``rasa run`` and ``rasa train`` call the same. If our files name
something that the slim process leaves out, Rasa's own command runs instead.
"""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.core.components import named_components, reasons_for_all_of_rasa
from bot.core.loading import CONFIG, forbid_telemetry, read_yaml
from bot.core.stand_ins import install


def main(argv: Sequence[str]) -> int:
    """Run one of the two commands in the current folder and return its exit code."""
    options = _parser().parse_args(argv)
    forbid_telemetry()
    config = read_yaml(Path(CONFIG))
    is_serving = options.command == "run"
    reasons = reasons_for_all_of_rasa(
        config,
        read_yaml(options.endpoints) if is_serving else None,
        read_yaml(options.credentials) if is_serving else None,
    )
    # Our components are found from here, as with Rasa's own command.
    sys.path.insert(0, os.getcwd())
    if reasons:
        sys.stderr.write(f"Loading all of Rasa for: {', '.join(reasons)}\n")
        sys.argv = ["rasa", *argv]
        runpy.run_module("rasa", run_name="__main__", alter_sys=True)
        return 0
    install(named_components(config))
    if is_serving:
        from bot.core.server import serve

        return serve(options.model, options.endpoints, options.interface, options.port)
    from bot.core.training import train

    return train(options.fixed_model_name, options.out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.core")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve a model through the REST channel")
    run.add_argument("--model", type=Path, required=True)
    run.add_argument("--endpoints", type=Path, required=True)
    run.add_argument("--credentials", type=Path, required=True)
    run.add_argument("--interface", required=True)
    run.add_argument("--port", type=int, required=True)
    train = commands.add_parser("train", help="train a model")
    # There is no other way here; the option is there because Rasa's command needs it.
    train.add_argument("--skip-validation", action="store_true", required=True)
    train.add_argument("--fixed-model-name", required=True)
    train.add_argument("--out", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
