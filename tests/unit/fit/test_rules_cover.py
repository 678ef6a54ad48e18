"""While the check asks, every intent leads somewhere: Rasa answers nothing where no rule is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
FORM = "fit_check_form"
# Read by the form itself, whatever they mean to it.
READ_BY_THE_FORM = {"affirm", "deny", "answer_fit_check"}


def load(path: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
    return loaded


def rules_for(form: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            first = rule["steps"][0]
            if {"active_loop": form} in rule.get("condition", []) and "intent" in first:
                found[first["intent"]] = rule["steps"]
    return found


def test_every_intent_has_a_way_on_in_the_check() -> None:
    intents = {name for item in load("domain.yml")["intents"] for name in item}
    assert intents - READ_BY_THE_FORM - rules_for(FORM).keys() == set()


def test_side_questions_come_back_to_the_check() -> None:
    leaving = {"stop", "request_consultation", "discard_consultation"}
    for intent, steps in rules_for(FORM).items():
        if intent not in leaving:
            assert steps[-2:] == [{"action": FORM}, {"active_loop": FORM}], intent


def test_buttons_of_the_check_are_answered_in_the_consultation_form_too() -> None:
    assert {"start_fit_check", "answer_fit_check"} <= rules_for("consultation_form").keys()


def test_questions_slots_and_actions_belong_together() -> None:
    from bot.fit.told.answers import QUESTIONS

    domain = load("domain.yml")
    responses = load("data/responses/fit_check.yml")["responses"]
    slots = [f"fit_{question}" for question in QUESTIONS]
    assert domain["forms"][FORM]["required_slots"] == slots
    for slot in slots:
        assert slot in domain["slots"]
        assert f"action_ask_{slot}" in domain["actions"]
        assert f"utter_ask_{slot}" in responses
