from __future__ import annotations

import json
import subprocess
import sys

from bot.settings import PROJECT_ROOT

# In a process of its own: what one test has imported stays imported for all others.
PROBE = """
import json, sys
from importlib import import_module
from pathlib import Path
from bot.core.components import LIGHT_COMPONENTS, named_components
from bot.core.loading import CONFIG, prefer_slim_rasa, read_yaml

is_slim = prefer_slim_rasa(Path())
for module in ("bot.core.server", "bot.core.training_data", "bot.core.tracker_store",
               "bot.core.local_actions", "rasa.core.agent", "rasa.core.channels.rest",
               "rasa.model_training", "rasa.graph_components.validators.default_recipe_validator"):
    import_module(module)
config = read_yaml(Path(CONFIG))
for step in [*config["pipeline"], *config["policies"]]:
    if "." in step["name"]:
        import_module(step["name"].rpartition(".")[0])
if sys.argv[1:] == ["all"]:
    for module in LIGHT_COMPONENTS.values():
        import_module(module)
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
known = DefaultV1Recipe._registered_components
print(json.dumps({"slim": is_slim, "modules": sorted(m for m in sys.modules if "." not in m),
                  "components": sorted(known), "named": named_components(config)}))
"""
HEAVY = {"tensorflow", "keras", "jax", "tensorboard", "matplotlib", "dask", "boto3", "pymongo",
         "typer", "markdown_it", "aiogram", "twilio", "slack_sdk", "webexteamssdk",
         "questionary"}  # fmt: skip


def probe(*arguments: str) -> dict:
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROBE, *arguments],
        cwd=PROJECT_ROOT,
        capture_output=True,
        check=True,
        timeout=120,
    )
    return json.loads(result.stdout.splitlines()[-1])


def test_serving_and_training_load_no_tensorflow() -> None:
    found = probe()
    assert found["slim"], "config.yml names something that needs all of Rasa"
    assert HEAVY & set(found["modules"]) == set()
    assert set(found["named"]) <= set(found["components"])


def test_every_light_component_registers_itself_without_tensorflow() -> None:
    from bot.core.components import LIGHT_COMPONENTS

    found = probe("all")
    assert HEAVY & set(found["modules"]) == set()
    assert LIGHT_COMPONENTS.keys() <= set(found["components"])
