from __future__ import annotations

from typing import Any

import pytest
from rasa.core.actions.action import ActionExecutionRejection
from rasa.shared.exceptions import RasaException

from bot.core.serving.local_actions import LocalActions

PACKAGE = "probe_of_local_actions"
CODE = """
from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection

BUTTON = {"title": "Ja", "payload": "/affirm"}


class Answer(Action):
    def name(self):
        return "probe_answer"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text=tracker.latest_message["text"], buttons=[BUTTON])
        return [SlotSet("a", ("x", "y"))]


class Refuse(Action):
    def name(self):
        return "probe_refuse"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection(self.name(), "not mine")


class Break(Action):
    def name(self):
        return "probe_break"

    def run(self, dispatcher, tracker, domain):
        raise ValueError("broken")
"""
READY = "calls = []\n\ndef get_ready():\n    calls.append(1)\n"


def call(name: str) -> dict[str, Any]:
    tracker = {"sender_id": "a", "latest_message": {"text": "Hallo"}, "events": []}
    return {"next_action": name, "sender_id": "a", "tracker": tracker}


@pytest.fixture(scope="module")
def actions(tmp_path_factory: pytest.TempPathFactory) -> LocalActions:
    folder = tmp_path_factory.mktemp("actions")
    (folder / PACKAGE).mkdir()
    (folder / PACKAGE / "__init__.py").write_text("", encoding="utf-8")
    (folder / PACKAGE / "answers.py").write_text(CODE, encoding="utf-8")
    (folder / PACKAGE / "ready.py").write_text(READY, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        return LocalActions(PACKAGE)


async def test_an_answer_is_what_a_server_would_have_sent(actions: LocalActions) -> None:
    first = await actions.request(json=call("probe_answer"), method="post", timeout=300)
    assert first is not None
    assert first["events"] == [
        {"event": "slot", "timestamp": None, "name": "a", "value": ["x", "y"]}
    ]
    [response] = first["responses"]
    assert response["text"] == "Hallo"
    assert response["buttons"] == [{"title": "Ja", "payload": "/affirm"}]
    # Rasa changes what it gets. The next answer must not notice.
    response["buttons"][0]["title"] = "changed"
    second = await actions.request(json=call("probe_answer"))
    assert second is not None
    assert second["responses"][0]["buttons"][0]["title"] == "Ja"


async def test_it_prepares_once_and_asks_for_no_domain(actions: LocalActions) -> None:
    from importlib import import_module

    assert import_module(f"{PACKAGE}.ready").calls == [1]
    assert actions.kwargs["enable_selective_domain"] is True


async def test_a_rejection_is_rasas_own(actions: LocalActions) -> None:
    with pytest.raises(ActionExecutionRejection) as caught:
        await actions.request(json=call("probe_refuse"))
    assert caught.value.action_name == "probe_refuse"
    assert caught.value.message == "not mine"


async def test_an_unknown_action_is_an_error_that_names_it(actions: LocalActions) -> None:
    with pytest.raises(RasaException, match="probe_nowhere"):
        await actions.request(json=call("probe_nowhere"))


async def test_what_breaks_is_not_hidden(actions: LocalActions) -> None:
    with pytest.raises(ValueError, match="broken"):
        await actions.request(json=call("probe_break"))


def test_a_package_that_is_not_there_ends_the_process() -> None:
    with pytest.raises(SystemExit):
        LocalActions("probe_that_is_nowhere")
