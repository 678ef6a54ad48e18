"""Leaves open whatever is not needed, for those who have said enough: "den Rest überspringen"."""

from __future__ import annotations

from bot.consultations.checks import FieldProblem
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.sheet import ASKED, CONFIRMATION, NEEDED, OPEN, Sheet, contact_of
from bot.intake.wishes.consent import sends
from bot.intake.words import phrases
from bot.texts import text
from bot.words.phrases import spaced


def read_enough(asked: str, sheet: Sheet, said: str) -> Reply | None:
    """Return what stays open for somebody who has said enough, None if that was not said.

    "Das reicht" below the question for more about the subject is an answer to that one alone.
    """
    # "Senden bitte" in the middle: what is shown then can still be changed.
    if asked == "topic" and sends(said):
        return Reply(ReplyKind.PROBLEM, problem=FieldProblem("topic", "empty"))
    is_all = _says("skip_rest", said) or sends(said)
    if asked == CONFIRMATION or not (is_all or _says("enough", said)):
        return None
    if asked == "description" and not is_all:
        return Reply(ReplyKind.VALUES, {"description": OPEN})
    if asked == "topic" and not is_all:
        # Nothing is said yet that would be enough.
        return Reply(ReplyKind.PROBLEM, problem=FieldProblem("topic", "empty"))
    missing = {field for field in ASKED if field not in NEEDED and sheet.get(field) is None}
    missing |= {asked} - NEEDED
    if contact_of(sheet).is_visit_only:
        if asked == "wanted_times":
            return Reply(ReplyKind.PROBLEM, problem=FieldProblem(asked, "missing"))
        missing.discard("wanted_times")
    values: dict[str, str | None] = {field: OPEN for field in ASKED if field in missing}
    if asked == "topic":
        values["topic"] = text("intake.topic_open")
    return Reply(ReplyKind.ENOUGH, {asked: None, **values})


def _says(name: str, said: str) -> bool:
    """Say whether a message is one of the phrases of a list, whatever fillers stand beside it."""
    words = spaced(said).split()
    plain = _without_fillers(words)
    for phrase in phrases(name):
        wanted = phrase.split()
        # "Alles überspringen" without its filler would be "überspringen": this one question.
        core = _without_fillers(wanted)
        if plain == core and (len(core) > 1 or f" {phrase} " in f" {' '.join(words)} "):
            return True
    return False


def _without_fillers(words: list[str]) -> list[str]:
    return [word for word in words if word not in phrases("beside_enough")]
