"""What is told to a further question about the answer above."""

from __future__ import annotations

from typing import Any

import pytest

from actions import wiring
from actions.answers.noted import noted_context
from actions.answers.passages import EntryPassages
from actions.answers.sheet_facts import limits_of, told_facts
from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.likely_topics import Likely
from bot.dialogue.passages.fitting_passages import Fit, Passage
from tests.unit.actions.reply_rig import message_of, replied


def shown(faq_id: str) -> list[dict[str, Any]]:
    card = {"card": "answer", "faq_id": faq_id}
    return [{"event": "user", "text": faq_id}, {"event": "bot", "data": {"custom": card}}]


def reply(
    text: str, about: str, *earlier: dict[str, Any], **more: Any
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return what is said to a short unclear message, and what is remembered of it."""
    before = {"topic": about, "decision": "answer", **more}
    message = message_of(text, "clarify", "meta_unklar")
    messages, events = replied(message, [*shown(about), *earlier], before)
    meant = next(e["value"] for e in events if e["event"] == "slot" and e["name"] == "meant")
    return messages, meant


def test_what_comes_near_is_told_and_called_so() -> None:
    [message], meant = reply("gilt der Hund auch", "juleica")
    assert message["text"].startswith("Ich bin nicht sicher, ob das Ihre Frage trifft.")
    assert "Gilt sie auch im Ausland" in message["text"]
    assert (meant["decision"], meant["is_proposed"]) == ("clarify", True)


def test_whoever_asks_what_to_do_now_gets_the_steps_and_not_all_of_the_details() -> None:
    [message], meant = reply("was heißt das jetzt für uns?", "zuwendungsbescheid")
    assert message["text"].startswith("Das sind jetzt Ihre nächsten Schritte:")
    assert "Lesen Sie zuerst Zeitraum, Fristen" in message["text"]
    assert "Festbetrag" not in message["text"]
    assert meant["decision"] == "answer"


def test_the_sheet_of_the_programme_is_looked_into() -> None:
    [message], meant = reply("und Programmtage?", "sammelliste", programmes=["dpjw"])
    assert message["custom"]["card"] == "facts"
    assert "4 bis 28 Programmtage" in str(message["custom"])
    assert (meant["decision"], meant["is_proposed"]) == ("answer", False)
    entry = wiring.catalogue().get("sammelliste")
    assert entry is not None
    [near] = EntryPassages(entry, "Programmtage einer Begegnung").nearest(told_facts("dpjw"))
    assert near.passage.text == "Eine Begegnung dauert 4 bis 28 Programmtage."


def test_whoever_asks_gets_the_details_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actions.answers.passages.EntryPassages.nearest", lambda *_: [])
    monkeypatch.setattr("actions.answers.passages.EntryPassages.answering", lambda _: None)
    question = "und was heißt das?"
    [word, card], meant = reply(question, "juleica")
    assert word["text"].startswith("Ich bin nicht sicher, ob das Ihre Frage trifft")
    [told] = card["custom"]["answer"]
    # Three screens of a phone are read by nobody: the rest stays folded.
    assert told["kind"] == "ul"
    assert len(told["items"]) == 3
    assert card["custom"]["details"]
    assert meant["is_proposed"]
    opened = {"event": "bot", "data": {"custom": card["custom"]}}
    [message], meant = reply(question, "juleica", {"event": "user", "text": "x"}, opened)
    assert message["response"] == "utter_same_answer"
    assert not meant["is_proposed"]


@pytest.mark.parametrize("remark", ["und so", "hm", "😅"])
def test_a_remark_gets_no_details(remark: str) -> None:
    [message], _ = reply(remark, "juleica")
    assert message["response"] == "utter_same_answer"


def test_of_another_country_it_is_said_whether_the_answer_tells_anything() -> None:
    message = message_of("und in Polen?", "clarify", "meta_unklar")
    message["entities"] = [{"entity": "country", "value": "PL", "start": 7, "end": 12}]
    before = {"topic": "jugendschutz_alkohol", "decision": "answer"}
    [said], _ = replied(message, shown("jugendschutz_alkohol"), before)
    assert said["text"].startswith("Zu Polen steht in der Antwort oben")


def test_nobody_is_sent_to_read_all_of_what_has_no_word_of_the_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("actions.answers.passages.EntryPassages.nearest", lambda *_: [])
    monkeypatch.setattr(
        "bot.dialogue.meaning.in_context.Weighed.others", lambda *_: ("versicherung",)
    )
    monkeypatch.setattr(
        "bot.dialogue.meaning.in_context.Weighed.choices", ("versicherung", "juleica")
    )
    [message], _ = reply("und mit haustier?", "juleica")
    assert message["response"] == "utter_not_above"
    # Not even where nothing else is more likely.
    monkeypatch.setattr(
        "bot.dialogue.meaning.in_context.Weighed.choices", ("juleica", "versicherung")
    )
    [message], _ = reply("und mit haustier?", "juleica")
    assert message["response"] == "utter_not_above"


def test_whoever_changes_the_subject_after_a_case_finds_it_beside_the_offer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("actions.answers.passages.EntryPassages.nearest", lambda *_: [])
    monkeypatch.setattr("bot.dialogue.meaning.in_context.Weighed.others", lambda *_: ("juleica",))
    [message], _ = reply("und hm tja", "ho_aufenthalt_einzelfall", decision="handover")
    assert message["response"] == "utter_handover_offer"
    assert "juleica" in str(message["buttons"])


def named(text: str, entity: str, value: str, words: str) -> dict[str, Any]:
    """Return an unclear message in which something is named."""
    message = message_of(text, "clarify", "meta_unklar")
    start = text.index(words)
    span = {"start": start, "end": start + len(words)}
    message["entities"] = [{"entity": entity, "value": value, "text": words, **span}]
    return message


def test_a_country_told_in_passing_is_taken_up() -> None:
    message = named("der Partner ist aus Portugal", "country", "PT", "Portugal")
    topic = "sprache_verstaendigung"
    [said], _ = replied(message, shown(topic), {"topic": topic, "decision": "answer"})
    assert said["text"].startswith("Das habe ich verstanden: Partnerland: Portugal.")
    assert "nichts Eigenes" not in said["text"]


def slot(events: list[dict[str, Any]], name: str) -> Any:
    return next(e["value"] for e in events if e["event"] == "slot" and e["name"] == name)


def test_the_country_of_guests_told_in_passing_is_what_is_asked_about_next() -> None:
    message = named("die finnen kommen uns besuchen", "country", "FI", "finnen")
    [said], events = replied(message)
    assert said["text"].startswith("Das habe ich verstanden: Partnerland: Finnland; Richtung: Gäst")
    assert tuple(slot(events, "context")["countries"]) == ("FI",)
    # Money for the country before is no longer asked about.
    before = Context("foerderung_dpjw", "answer", countries=("PL",))
    after = noted_context(
        before, Heard("die finnen kommen", "clarify", None, countries=("FI",)), None
    )
    assert after is not None
    assert (after.topic, after.countries) == ("foerderung_ueberblick", ("FI",))


def test_ages_told_after_deadlines_are_taken_up() -> None:
    before = {"topic": "fristen_ueberblick", "decision": "act", "selection": "land=FR"}
    message = message_of("die sind so 14 bis 16", "clarify", "meta_unklar")
    [said], events = replied(message, (), before)
    assert said["text"].startswith("Das habe ich verstanden: Alter der Teilnehmenden: 14 bis 16 J")
    assert slot(events, "context")["selection"] == "land=FR"


def test_whoever_tells_of_an_umbrella_hears_what_follows_from_it() -> None:
    [said], _ = replied(message_of("sind von den falken", "clarify", "meta_unklar"))
    assert "Dachverband: Falken" in said["text"]
    assert "bei Ihrer Zentralstelle" in said["text"]
    assert "Zentralstelle" in said["buttons"][0]["title"]


def test_what_the_sheet_of_the_programme_says_is_told_beside_numbers() -> None:
    before = {"topic": "sammelliste", "decision": "answer", "programmes": ["dpjw"]}
    message = named("9 mädchen sind dabei", "group_size", "9", "9 mädchen")
    [said], _ = replied(message, shown("sammelliste"), before)
    assert "Bei DPJW gilt dazu: " in said["text"]
    # A programme that was only asked back about is nobody's.
    assert limits_of(Context("foerderung_dpjw", "answer"), ["gruppengroesse"])
    # Below a list of deadlines only the country may be known.
    [(name, rules)] = limits_of(Context("fristen_ueberblick", "act", (), ("PL",)), ["alter"])
    assert name == "DPJW"
    assert "12 bis 26" in rules
    assert limits_of(Context("fristen_ueberblick", "act", (), ("UA",)), ["alter"]) == []
    assert limits_of(Context("foerderung_dpjw", "answer", is_guess=True), ["gruppengroesse"]) == []


def test_a_plan_grows_from_message_to_message() -> None:
    earlier = [{"event": "user", "text": "sind ein juze", "parse_data": {"text": "sind ein juze"}}]
    [said], _ = replied(message_of("14 bis 16", "clarify", "meta_unklar"), earlier)
    assert "Von vorhin weiß ich noch: Einrichtung: Jugendzentrum" in said["text"]
    # On a phone nobody wants to read the same twice.
    assert said["text"].count("Alter der Teilnehmenden") == 1


def test_who_asks_is_not_told_what_was_understood() -> None:
    question = "geht das auch ohne verein?"
    said, _ = replied(message_of(question, "clarify", "meta_unklar"))
    assert not any("verstanden" in str(one.get("text")) for one in said)


def test_of_another_programme_the_passage_about_it_is_told() -> None:
    message = named("und bei Erasmus?", "programme", "erasmus_jugend", "Erasmus")
    before = {"topic": "zuschuss_arme_familien", "decision": "answer"}
    [said], _ = replied(message, shown("zuschuss_arme_familien"), before)
    assert "Von jungen Menschen mit geringeren Chancen darf niemand" in said["text"]


def test_it_is_said_that_the_answer_tells_nothing_of_a_programme() -> None:
    message = named("und bei Erasmus auch?", "programme", "erasmus_jugend", "Erasmus")
    [said], _ = replied(message, shown("juleica"), {"topic": "juleica", "decision": "answer"})
    assert said["text"].startswith("Zu Erasmus+ Jugend steht in der Antwort oben nichts Eigenes.")
    assert "Erasmus+ Jugend" in said["buttons"][0]["title"]


def test_what_is_clear_by_itself_is_offered_beside_what_the_answer_above_says() -> None:
    fits = [Fit(Passage("Satz eins"), 0.6)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("actions.answers.passages.EntryPassages._ranked", lambda *_: fits)
        likely = "bot.dialogue.meaning.in_context.likely_topics"
        patched.setattr(likely, lambda *_: (Likely("juleica", 0.95),))
        message = message_of("wie viele leute dürfen da mit", "answer", "gruppengroesse", lead=0.1)
        before = {"topic": "juleica", "decision": "answer"}
        [said], _ = replied(message, shown("juleica"), before)
    assert "Satz eins" in said["text"]
    assert "gruppengroesse" in said["buttons"][0]["payload"]


def test_below_facts_of_a_sheet_the_entry_says_what_else_is_asked() -> None:
    message = message_of("zählen die betreuer", "clarify", "meta_unklar")
    context = {
        "topic": "gruppengroesse",
        "decision": "answer",
        "programmes": ["erasmus_jugend"],
        "aspects": ["gruppengroesse"],
        "wish": "aspect",
    }
    [said], _ = replied(message, (), context)
    assert said["text"].startswith("Betreuung und Leitung mitzählen:")
    assert "gruppengroesse" in said["buttons"][0]["payload"]


def test_whoever_asks_for_the_money_of_a_programme_gets_its_entry() -> None:
    message = named("gibts dafür geld vom land", "programme", "kjfp_nrw", "land")
    before = {"topic": "digital_hybrid", "decision": "answer"}
    [said, card], _ = replied(message, shown("digital_hybrid"), before)
    assert said["text"].startswith("Zu KJFP NRW steht in der Antwort oben nichts Eigenes.")
    assert card["custom"]["faq_id"] == "foerderung_land_nrw"


def test_of_the_country_talked_about_nothing_of_its_own_is_missed() -> None:
    message = named("müssen da kroaten dabei sein?", "country", "HR", "kroaten")
    before = {"topic": "zentralstelle", "decision": "answer", "countries": ["HR"]}
    said, _ = replied(message, shown("zentralstelle"), before)
    assert "nichts Eigenes" not in str(said)


def test_an_age_told_below_limits_of_age_is_held_against_them() -> None:
    message = named("einer ist schon 28 jahre alt", "age", "28", "28 jahre alt")
    before = {"topic": "alter_teilnehmende", "decision": "answer"}
    [said], _ = replied(message, shown("alter_teilnehmende"), before)
    assert "Mit 27 bis 29 Jahren bleiben Erasmus+ Jugend" in said["text"]


@pytest.mark.parametrize(("score", "is_told"), [(0.25, True), (0.15, False)])
def test_what_is_rather_likely_is_told_instead_of_the_whole_entry(
    score: float, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = [Fit(Passage("Satz eins"), score), Fit(Passage("Satz zwei"), 0.1)]
    monkeypatch.setattr("actions.answers.passages.EntryPassages._ranked", lambda *_: fits)
    monkeypatch.setattr("actions.answers.passages.EntryPassages.answering", lambda _: None)
    message = message_of("gilt der Hund auch", "answer", "juleica", lead=0.9)
    [said], _ = replied(message, shown("juleica"), {"topic": "juleica", "decision": "answer"})
    assert ("Satz eins" in str(said["text"])) is is_told


def test_how_long_it_takes_is_asked_about_what_stands_above() -> None:
    [said], _ = reply("wie lang dauert sowas denn", "visum_incoming")
    assert "Wochen bis Monate" in said["text"]
    [said], _ = reply("wie lange dauert das, bis die freigeschaltet ist", "visum_incoming")
    assert "Senden Sie heute" not in str(said)
    [said], _ = reply("wie lange dauert das, bis ihr antwortet", "visum_incoming")
    assert said["text"].startswith("Senden Sie heute")
