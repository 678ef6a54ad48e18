"""What the quick processor does must be what Rasa does."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    ConversationPaused,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.common import all_subclasses

from bot.core.serving.processing import (
    QuickProcessor,
    _copied_slot,
    _copied_tracker,
    _kind_of_event,
    _replayed,
    _resolve_by_type,
)

DOMAIN = Domain.from_dict({
    "version": "3.1",
    "intents": ["faq", "affirm"],
    "entities": ["country"],
    "slots": {
        "context": {"type": "any", "mappings": [{"type": "custom"}]},
        "offered": {"type": "bool", "mappings": [{"type": "custom"}]},
        "country": {"type": "text", "initial_value": "PL", "mappings": [{"type": "custom"}]},
        "seen": {"type": "list", "mappings": [{"type": "custom"}]},
    },
    "actions": ["action_answer"],
    "forms": {"form": {"required_slots": []}},
})  # fmt: skip

events = st.one_of(
    st.sampled_from(["faq", "affirm"]).map(
        lambda intent: UserUttered("Text", intent={"name": intent, "confidence": 1.0})
    ),
    st.sampled_from(["action_listen", "action_answer", "form"]).map(ActionExecuted),
    st.builds(SlotSet, st.just("country"), st.sampled_from(["FR", None])),
    st.builds(SlotSet, st.just("seen"), st.lists(st.integers(), max_size=2)),
    st.builds(ActiveLoop, st.sampled_from(["form", None])),
    st.builds(LoopInterrupted, st.booleans()),
    st.builds(FollowupAction, st.just("action_answer")),
    st.sampled_from(
        [Restarted, SessionStarted, ActionReverted, UserUtteranceReverted, ConversationPaused]
    ).map(lambda kind: kind()),
)


def state(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return all that a tracker holds, comparable."""
    held = dict(vars(tracker))
    held["slots"] = {name: vars(slot) for name, slot in tracker.slots.items()}
    held["events"] = list(tracker.events)
    return held


@settings(max_examples=300, deadline=None)
@given(st.lists(events, max_size=14))
def test_a_copied_tracker_is_a_replayed_one(said: list[Event]) -> None:
    tracker = DialogueStateTracker("a", DOMAIN.slots)
    tracker.model_id, tracker.assistant_id = "model", "ija-lotse"
    tracker.update_with_events(said, DOMAIN)
    assert state(_copied_tracker(tracker)) == state(_replayed(tracker))


def test_a_follow_up_that_the_processor_has_taken_is_seen_as_rasa_sees_it() -> None:
    tracker = DialogueStateTracker("a", DOMAIN.slots)
    tracker.update(FollowupAction("action_answer"))
    tracker.clear_followup_action()
    assert _copied_tracker(tracker).followup_action == "action_answer"


def test_a_copy_may_be_changed() -> None:
    tracker = DialogueStateTracker("a", DOMAIN.slots)
    tracker.update_with_events([ActionExecuted("form"), ActiveLoop("form")], DOMAIN)
    before = copy.deepcopy(state(tracker))
    copied = _copied_tracker(tracker)
    copied.update_with_events([SlotSet("country", "FR"), LoopInterrupted(True)], DOMAIN)
    copied.active_loop.rejected = True
    assert state(tracker) == before
    assert copied.get_slot("country") == "FR"


def test_the_understanding_sees_what_was_talked_about() -> None:
    asked = "Was ist die Juleica?"
    kept = SlotSet("context", {"topic": "juleica", "question": asked})
    said = [UserUttered(text) for text in ("hallo", "was ist eine juleica", "/affirm", "danke")]
    in_form = [*said, kept, ActionExecuted("form"), ActiveLoop("form")]

    assert _shown_to_understanding([]) == {"seen": True}
    assert _shown_to_understanding(said) == {"seen": True}
    assert _shown_to_understanding([kept])["talked_about"] == {"question": asked, "said": []}
    assert _shown_to_understanding([*said, kept])["talked_about"] == {
        "question": asked,
        "said": ["hallo", "was ist eine juleica", "danke"],
    }
    assert _shown_to_understanding(in_form) == {"seen": True}
    assert _shown_to_understanding([SlotSet("context", {"topic": "x"})]) == {"seen": True}


def _shown_to_understanding(said: list[Event]) -> dict[str, Any]:
    """Return the metadata with which a message behind ``said`` reaches the graph."""
    shown: list[UserMessage] = []

    class Graph:
        def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
            shown.extend(inputs[PLACEHOLDER_MESSAGE])
            return {targets[0]: [Message({"text": "und wie lange"})]}

    tracker = DialogueStateTracker("a", DOMAIN.slots)
    tracker.update_with_events(said, DOMAIN)
    processor = object.__new__(QuickProcessor)
    processor.graph_runner = Graph()
    processor.model_metadata = SimpleNamespace(nlu_target="nlu")
    message = UserMessage("und wie lange", metadata={"seen": True})
    processor._parse_message_with_graph(message, tracker)
    assert message.metadata == {"seen": True}
    metadata: dict[str, Any] = shown[0].metadata
    return metadata


async def test_a_letter_and_its_mark_reach_understanding_and_actions_as_one() -> None:
    shown: list[str] = []

    class Graph:
        def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
            shown.extend(message.text for message in inputs[PLACEHOLDER_MESSAGE])
            return {targets[0]: [Message({"text": shown[-1]})]}

    processor = object.__new__(QuickProcessor)
    processor.graph_runner, processor.http_interpreter = Graph(), None
    processor.model_metadata = SimpleNamespace(nlu_target="nlu")
    processor.domain = DOMAIN
    message = UserMessage("Fo\u0308rderung fu\u0308r Łódź")
    await processor.parse_message(message)
    assert shown == ["Förderung für Łódź"]
    assert message.text == "Förderung für Łódź"


def test_a_copied_slot_is_what_python_copies() -> None:
    for slot in DOMAIN.slots:
        copied = _copied_slot(slot)
        assert type(copied) is type(slot)
        assert vars(copied) == vars(slot)
        assert copied is not slot


@pytest.mark.parametrize("name", [kind.type_name for kind in all_subclasses(Event)] + ["topic"])
def test_events_are_of_the_kind_that_rasa_finds(name: str) -> None:
    assert _kind_of_event(name) is _resolve_by_type(name)


def test_an_unknown_kind_of_event_is_refused_as_by_rasa() -> None:
    assert _kind_of_event("nothing", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="Unknown event name"):
        _kind_of_event("nothing")


@pytest.mark.parametrize(
    ("intent", "entity", "is_known"),
    [("faq", "country", True), (None, None, True), ("fqa", None, False), ("faq", "planet", False)],
)
def test_names_that_the_domain_lacks_are_told(
    intent: str | None, entity: str | None, is_known: bool, recwarn: pytest.WarningsRecorder
) -> None:
    processor = object.__new__(QuickProcessor)
    processor.domain = DOMAIN
    found = [] if entity is None else [{"entity": entity}]
    processor._check_for_unseen_features({"intent": {"name": intent}, "entities": found})
    assert (len(recwarn) == 0) is is_known


@pytest.mark.parametrize(
    ("mapping", "is_by_actions"), [({"type": "custom"}, True), ({"type": "from_text"}, False)]
)
async def test_slots_are_looked_for_only_where_a_message_may_fill_one(
    mapping: dict[str, Any], is_by_actions: bool
) -> None:
    processor = object.__new__(QuickProcessor)
    processor.action_endpoint = processor.nlg = None
    slot = {"type": "text", "mappings": [mapping]}
    processor.domain = Domain.from_dict(
        {"version": "3.1", "intents": ["faq"], "slots": {"s": slot}}
    )
    tracker = DialogueStateTracker("a", processor.domain.slots)
    tracker.update(UserUttered("Text", intent={"name": "faq", "confidence": 1.0}))
    before = len(tracker.events)
    await processor.run_action_extract_slots(None, tracker)
    assert (len(tracker.events) == before) is is_by_actions
    assert processor._slots_are_filled_by_actions is is_by_actions
