from __future__ import annotations

import pytest
import yaml

from bot.core.model.components import named_components, reasons_for_all_of_rasa
from bot.settings import PROJECT_ROOT

OURS = {"pipeline": [{"name": "bot.nlu.x.Ranker"}], "policies": [{"name": "RulePolicy"}]}


def test_our_own_files_need_nothing_else() -> None:
    files = (
        yaml.safe_load((PROJECT_ROOT / name).read_text(encoding="utf-8"))
        for name in ("config.yml", "endpoints.yml", "credentials.yml")
    )
    assert reasons_for_all_of_rasa(*files) == []


def test_only_components_of_rasa_are_named() -> None:
    assert named_components(OURS) == ["RulePolicy"]


@pytest.mark.parametrize(
    ("config", "endpoints", "credentials", "reasons"),
    [
        (OURS, None, None, []),
        ({**OURS, "pipeline": [{"name": "DIETClassifier"}]}, None, None, ["DIETClassifier"]),
        ({**OURS, "policies": [{"name": "TEDPolicy"}]}, None, None, ["TEDPolicy"]),
        ({"policies": OURS["policies"]}, None, None, ["pipeline"]),
        ({**OURS, "recipe": "graph.v1"}, None, None, ["recipe graph.v1"]),
        (OURS, {"tracker_store": {"type": "mongod"}}, None, ["tracker store mongod"]),
        (OURS, {"tracker_store": {"type": "SQL"}, "action_endpoint": {}}, None, []),
        (OURS, {"event_broker": {"type": "pika"}}, None, ["event_broker"]),
        (OURS, {}, {"rest": None, "telegram": {}}, ["telegram"]),
    ],
)
def test_what_needs_all_of_rasa(config, endpoints, credentials, reasons) -> None:
    assert reasons_for_all_of_rasa(config, endpoints, credentials) == reasons
