"""``python -m benchmarks.parse [MODEL]``: what a model makes of texts, without servers.

Reads a JSON list of texts, writes one JSON object a line, in a folder with a ``config.yml``.
Without a model it only imports what serving and training need, so that Python has compiled it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from bot.core.model.components import LIGHT_COMPONENTS
from bot.core.model.loading import CONFIG, prefer_slim_rasa, read_yaml


def main(argv: list[str]) -> int:
    """Parse the texts of standard input."""
    is_slim = prefer_slim_rasa(Path())
    if not argv:
        _import_all(is_slim)
        return 0
    # What libraries print must not get between the objects.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for parsed in asyncio.run(_parse(Path(argv[0]), json.load(sys.stdin))):
        out.write(json.dumps(parsed, default=str) + "\n")
    out.close()
    return 0


async def _parse(model: Path, texts: list[str]) -> list[dict[str, Any]]:
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent = Agent.load(model)
    return [await agent.parse_message(text) for text in texts]


def _import_all(is_slim: bool) -> None:
    from importlib import import_module

    common = ["rasa.core.agent", "rasa.core.channels.rest", "rasa.model_training"]
    whole = ["rasa.__main__", "rasa.engine.recipes.default_components"]
    slim = [
        "bot.core.serving.server",
        "bot.core.model.training_data",
        "bot.core.serving.local_actions",
    ]
    for name in [*common, *(slim if is_slim else whole)]:
        import_module(name)
    config = read_yaml(Path(CONFIG))
    for step in [*config["pipeline"], *config["policies"]]:
        name = step["name"]
        if "." in name or name in LIGHT_COMPONENTS:
            import_module(LIGHT_COMPONENTS.get(name) or name.rpartition(".")[0])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
