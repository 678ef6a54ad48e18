"""Questions that leave out their country or programme, and corrections that replace it."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.follow_up import meaning

DFJW = Context("foerderung_dfjw", "answer", ("dfjw",))
GEORGIA = Context("lgbtiq_sicherheit", "answer", (), ("GE",), is_guess=True)
GUESS = Context("essen_religion", "answer", is_guess=True)
LISTED = Context("fristen_ueberblick", "act", selection="weg=landesjugendamt")
DENMARK = Context("foerderung_ueberblick", "answer", (), ("DK",), wish="country")
SCHECKS = Context("fristen_ueberblick", "act", ("europaschecks",), selection="programm=x")


def heard(text: str, decision: str, *topics: str, lead: float = 0.05, **more: object) -> Heard:
    return Heard(text, decision, topics[0], topics, lead, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "before", "decision", "topic"),
    [
        (heard("wie viel pro km", "clarify", "oos_allgemein", "foerderung_tandem",
               aspects=("betrag",)), DFJW, "answer", "foerderung_dfjw"),
        (heard("ja aber wo stell ich den antrag jetzt", "clarify", "fristen_ueberblick",
               aspects=("antragsweg",)), DFJW, "answer", "foerderung_dfjw"),
        (heard("und wer zahlt das", "clarify", "versicherung"), GEORGIA, "answer",
         "foerderung_osteuropa"),
        (heard("bis wann antrag", "clarify", "x", aspects=("frist",)), GEORGIA, "act",
         "fristen_ueberblick"),
        (heard("Frist?", "act", "fristen_ueberblick", aspects=("frist",)), DENMARK, "act",
         "foerderung_ueberblick"),
        (heard("Eigenanteil?", "answer", "eigenanteil", lead=0.8, aspects=("eigenanteil",)),
         SCHECKS, "answer", "eigenanteil"),
        (heard("wir sind dpsg", "clarify", "x"), DFJW, "answer", "zentralstelle"),
        # What was only asked back about is nobody's subject.
        (heard("wie viel geld ist das", "clarify", "x", aspects=("betrag",)), GUESS, "clarify",
         "x"),
    ],
)  # fmt: skip
def test_what_is_left_unsaid(said: Heard, before: Context, decision: str, topic: str) -> None:
    meant = meaning(said, before)
    assert (meant.decision, meant.topic) == (decision, topic)
    assert meant.programmes == before.programmes or meant.countries == before.countries


@pytest.mark.parametrize(
    ("said", "programmes", "countries", "topic"),
    [
        (heard("nein ich meinte das dfjw", "answer", "foerderung_dfjw", lead=0.6,
               programmes=("dfjw",), names=((20, 24),), is_correction=True), ("dfjw",), (),
         "foerderung_dfjw"),
        (heard("doch lieber polen", "answer", "foerderung_dpjw", lead=0.6, countries=("PL",),
               names=((12, 17),), is_correction=True), (), ("PL",), "foerderung_dpjw"),
        (heard("nicht polen sondern frankreich", "clarify", "foerderung_dpjw",
               countries=("FR",), names=((6, 11), (20, 30)), is_correction=True,
               taken_back=frozenset({"PL"})), (), ("FR",), "foerderung_dfjw"),
        (heard("vergiss polen", "answer", "foerderung_dpjw", lead=0.6, names=((8, 13),),
               is_correction=True, taken_back=frozenset({"PL"})), (), (), "fristen_ueberblick"),
    ],
)  # fmt: skip
def test_a_correction_after_deadlines_wants_other_deadlines(
    said: Heard, programmes: tuple[str, ...], countries: tuple[str, ...], topic: str
) -> None:
    meant = meaning(said, LISTED)
    assert meant.is_follow_up
    assert (meant.decision, meant.topic) == ("act", topic)
    assert (meant.programmes, meant.countries) == (programmes, countries)


def test_a_question_is_no_correction() -> None:
    said = heard(
        "moment, was ist die frist von erasmus", "clarify", "meta_unklar",
        programmes=("erasmus_jugend",), names=((30, 37),), aspects=("frist",), is_correction=True,
    )  # fmt: skip
    assert meaning(said, Context("beratung_kosten_zielgruppe", "answer")).decision == "act"


def test_another_country_instead_is_no_question_of_another_kind() -> None:
    said = heard(
        "und wenn wir statt georgien armenien nehmen?", "clarify", "foerderung_osteuropa",
        "gegenseitigkeit", lead=0.02, is_correction=True, countries=("AM",),
    )  # fmt: skip
    to_denmark = Context("foerderung_ueberblick", "answer", (), ("DK",))
    assert meaning(said, to_denmark).topic == "foerderung_osteuropa"


def test_what_events_cost_is_told_with_the_registration() -> None:
    near = ("meta_unklar", "kosten_kalkulation", "beratung_kosten_zielgruppe")
    said = Heard("kostet das was", "clarify", near[0], near, 0.16, aspects=("eigenanteil",))
    events = Context("veranstaltungen_termine", "act", selection="x")
    meant = meaning(said, events)
    assert (meant.decision, meant.topic) == ("answer", "veranstaltung_anmeldung")
    assert meaning(said, Context("juleica", "answer")).topic == "juleica"
