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
from bot.core.model.components import LIGHT_COMPONENTS, named_components
from bot.core.model.loading import CONFIG, prefer_slim_rasa, read_yaml

is_slim = prefer_slim_rasa(Path())
for module in ("bot.core.serving.server", "bot.core.model.training_data",
               "bot.core.tracker.tracker_store", "bot.core.serving.local_actions",
               "rasa.core.agent", "rasa.core.channels.rest",
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


# Loads what serving needs, with less than training may leave out.
SERVING = """
import json, sys
from importlib import import_module
from pathlib import Path
from bot.core.model.components import named_components
from bot.core.model.loading import CONFIG, read_yaml
from bot.core.model.stand_ins import ABSENT_IN_SERVING, install

config = read_yaml(Path(CONFIG))
install(named_components(config), is_serving=True)
for module in ("bot.core.serving.server", "bot.core.serving.local_actions",
               "rasa.core.channels.rest",
               "rasa.graph_components.validators.default_recipe_validator", "spacy"):
    import_module(module)
for step in [*config["pipeline"], *config["policies"]]:
    import_module(step["name"].rpartition(".")[0])
from rasa.utils.log_utils import configure_structlog
configure_structlog()
import structlog
structlog.get_logger().error("passes", exc_info=False)
from bot.nlu.place_names import _spacy
places = [entity.text for entity in _spacy()("Wir fahren nach Paris").ents]
print(json.dumps({"modules": sorted(sys.modules), "places": places}))
"""


def probe(*arguments: str, code: str = PROBE) -> dict:
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments],
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


def test_a_process_that_only_serves_loads_even_less() -> None:
    found = probe(code=SERVING)
    left_out = {"sklearn", "joblib", "scipy.linalg", "pyparsing", "srsly.ruamel_yaml", "urllib3",
                "apscheduler", "sentry_sdk", "redis", "aiormq.connection",
                "rasa.nlu.test"}  # fmt: skip
    assert left_out & set(found["modules"]) == set()
    assert found["places"] == ["Paris"]


def test_every_light_component_registers_itself_without_tensorflow() -> None:
    from bot.core.model.components import LIGHT_COMPONENTS

    found = probe("all")
    assert HEAVY & set(found["modules"]) == set()
    assert LIGHT_COMPONENTS.keys() <= set(found["components"])
