"""A message is read once for its action, and forgotten with it."""

from __future__ import annotations

import gc
import weakref

from rasa_sdk import Tracker

from actions.conversation.understanding import asked_of, heard_from


def tracker(text: str) -> Tracker:
    return Tracker("t", {}, {"text": text}, [], False, None, {}, "x")


def test_a_message_is_read_once_for_its_action() -> None:
    one, other = tracker("wie alt"), tracker("wie lang")
    first = heard_from(one)

    assert heard_from(other).text == "wie lang"
    assert heard_from(one) is first


def test_nothing_of_a_message_is_kept_after_its_action() -> None:
    one = tracker("wie alt")
    heard = weakref.ref(heard_from(one))
    held = weakref.ref(one)
    del one
    gc.collect()

    assert held() is None
    assert heard() is None


def test_what_the_story_of_a_long_message_names_is_not_asked() -> None:
    story, asked = "Zur Gruppengröße wissen wir alles. ", "Wie lange dauert es?"
    parsed = {
        "text": story + asked,
        "understanding": {"asking": [[len(story), len(story + asked)]]},
        "entities": [
            {"entity": "aspect", "value": "gruppengroesse", "start": 4, "end": 16},
            {"entity": "country", "value": "FR", "start": 0, "end": 3},
        ],
    }
    letter = Tracker("t", {}, parsed, [], False, None, {}, "x")

    assert heard_from(letter).aspects == ()
    assert heard_from(letter).countries == ("FR",)
    assert asked_of(letter) == asked
    assert asked_of(tracker("wie  alt")) == "wie  alt"
