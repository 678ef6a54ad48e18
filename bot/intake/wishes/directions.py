"""Recognises messages that direct the form instead of answering: go back, go on, show it all.

What is done then: :mod:`bot.intake.wishes.direction_rules`.
"""

from __future__ import annotations

from bot.deadlines.asked.shifting import shift_in
from bot.intake.answering.subject import FREE
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.request.sheet import ASKED, CONFIRMATION, Sheet, known
from bot.intake.words import field_names, phrases, says_only
from bot.words.phrases import has_any, spaced

SUMMARY = "summary"
"""The field of the button that shows once more all that will be sent."""

_MOST_WORDS = 8


def goes_back(said: str) -> bool:
    """Say whether a message wants to go back by one question."""
    return spaced(said).strip() in phrases("back")


def back_from(asked: str, sheet: Sheet, said: str) -> Reply | None:
    """Return the question before the one that is open, None where nobody wants to go back.

    The summary leads to a choice of questions, and a question chosen there back to that choice.
    The name of a field that was told leads to that: "das Land". So does "zwei Wochen später" to
    the time that was told: no other field holds it as an answer.
    """
    if _puts_journey_off(asked, sheet, said):
        return Reply(ReplyKind.CHANGE, field="period")
    if not goes_back(said):
        field = None if asked in (*FREE, CONFIRMATION) else _named_alone(said)
        is_told = field != asked and sheet.get(field or "") is not None
        return Reply(ReplyKind.CHANGE, field=str(field)) if is_told else None
    if asked == CONFIRMATION:
        return Reply(ReplyKind.NO)
    if all(sheet.get(field) is not None for field in ASKED):
        return Reply(ReplyKind.VALUES, {asked: sheet[asked]})
    before = [field for field in ASKED[: ASKED.index(asked)] if sheet.get(field) is not None]
    return Reply(ReplyKind.CHANGE, field=before[-1] if before else asked)


def _puts_journey_off(asked: str, sheet: Sheet, said: str) -> bool:
    is_of_visit = asked in (*FREE, "wanted_times")
    return not is_of_visit and known(sheet, "period") is not None and shift_in(said) is not None


def _named_alone(said: str) -> str | None:
    """Return the field whose name is all that a message says; ways of contact are a choice.

    So does "kann ich das Thema nochmal ändern".
    """
    lists = ("before_own_body", "change", "beside_change")
    beside = {word for name in lists for word in phrases(name)}
    rest = [word for word in spaced(said).split() if word not in beside]
    named = (field for field, names in field_names().items() if " ".join(rest) in names)
    return next((field for field in named if field in ASKED and field != "contact"), None)


def means_form(heard: Heard) -> bool:
    """Say whether "weiter" means the form, and not the next question: its own was just answered."""
    return heard.is_after_aside and says_only(heard.text, "after_aside", "beside_after_aside")


def wants_to_go_on(said: str) -> bool:
    """Say whether a message wants to go on with the request, and says nothing of its subject."""
    words = spaced(said)
    is_short = len(words.split()) <= _MOST_WORDS
    # "So, bin wieder da, wo waren wir"
    is_resumed = says_only(said, "resume", "beside_after_aside", "beside_resume")
    is_resumed = is_resumed and "?" not in said or words.strip() in phrases("resume")
    return is_resumed or (is_short and has_any(words, phrases("goes_on")))


def takes_offer(said: str) -> bool:
    """Say whether a message accepts the offer that a request is taken down."""
    return spaced(said).strip() in phrases("takes_offer")


def wants_summary(heard: Heard) -> bool:
    """Say whether all that will be sent shall be shown once more."""
    said = spaced(heard.text)
    is_short = len(said.split()) <= _MOST_WORDS
    is_said = has_any(said, phrases("show_all")) or asks_what_is_noted(heard.text)
    return heard.field == SUMMARY or (is_short and is_said)


def asks_what_is_noted(said: str) -> bool:
    """Say whether a message asks for what was told so far, and says no more than that.

    "Zeig mir, was du schon hast" does; "dem Jugendamt habe ich geschrieben" tells something.
    """
    words = spaced(said)
    asked = [phrase for phrase in phrases("asks_noted") if has_any(words, [phrase])]
    known_words = {word for phrase in asked for word in phrase.split()}
    known_words |= {*phrases("beside_noted"), *phrases("asks_for_noted"), *_words_of_fields()}
    is_asked = said.rstrip().endswith("?") or has_any(words, phrases("asks_for_noted"))
    return bool(asked) and is_asked and known_words.issuperset(words.split())


def _words_of_fields() -> set[str]:
    return {word for names in field_names().values() for name in names for word in name.split()}


def wants_change(said: str) -> bool:
    """Say whether all that a message says is that something shall change, and not yet what."""
    return says_only(said, "change", "beside_change")
