"""What a passage tells of one country is told to nobody who goes to another one."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker

from actions import wiring
from actions.answers.passages import holds_elsewhere
from bot.dialogue.passages.fitting_passages import Passage
from tests.unit.actions.reply_rig import message_of

OF_POLAND = "Polen: Der Antrag muss drei Monate vor Beginn da sein."
OF_BOTH = "Frankreich und Polen: Dafür gibt es zwei Jugendwerke."
OF_ANY = "Weit weg, zum Beispiel in Georgien: Planen Sie mehr Zeit ein."

OF_MEMORIALS = "Wie viel Geld für die Gedenkstättenfahrt: Ich kenne nur alte Werte."


@pytest.mark.parametrize(
    ("passage", "countries", "topic", "is_elsewhere"),
    [
        (OF_POLAND, ["GE"], "planung_zeitplan", True),
        (OF_POLAND, [], "planung_zeitplan", True),
        (OF_POLAND, ["PL"], "planung_zeitplan", False),
        (OF_BOTH, ["FR"], "planung_zeitplan", False),
        (OF_BOTH, ["GE", "PL"], "planung_zeitplan", False),
        (OF_ANY, ["PL"], "planung_zeitplan", False),
        (OF_ANY, [], "planung_zeitplan", False),
        (OF_MEMORIALS, ["PL"], "jugendbegegnung_definition", True),
        # Whoever reads about the Jugendwerk of one country has no need to name it.
        (OF_POLAND, [], "foerderung_dpjw", False),
        (OF_POLAND, [], "foerderung_osteuropa", True),
    ],
)
def test_a_passage_holds_for_countries_talked_about(
    passage: str, countries: list[str], topic: str, is_elsewhere: bool
) -> None:
    before = {"topic": topic, "decision": "answer", "countries": countries}
    message = message_of("und bis wann?", "clarify", "meta_unklar")
    tracker = Tracker("t", {"context": before}, message, [], False, None, {}, "x")
    entry = wiring.catalogue().get(topic)
    assert entry is not None
    assert holds_elsewhere(Passage(passage), entry, tracker) is is_elsewhere
