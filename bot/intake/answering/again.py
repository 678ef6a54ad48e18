"""A question that is asked again although it has an answer, which stays unless another is given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.fit.told.reading import is_open
from bot.intake.answering.misfit import added
from bot.intake.answering.subject import FREE
from bot.intake.replies import KEEP, REST, Heard, Reply, ReplyKind
from bot.intake.request.sheet import CONFIRMATION, NEEDED, OPEN, Sheet, known
from bot.intake.words import phrases
from bot.words.phrases import spaced

# "Weiß ich nicht" with more words around it may be an answer.
_MOST_WORDS_OF_OPEN = 5


def is_asked_again(asked: str, sheet: Sheet) -> bool:
    """Say whether the open question has an answer already: somebody went back to it."""
    return asked != CONFIRMATION and sheet.get(asked) is not None


def kept_answer(asked: str, sheet: Sheet, heard: Heard) -> Reply | None:
    """Return the answer that stays, None where the message may tell another.

    Whoever does not know now takes back nothing that the request needs.
    """
    said = heard.text
    stays = heard.field == KEEP or spaced(said).strip() in phrases("keeps")
    is_short = len(said.split()) <= _MOST_WORDS_OF_OPEN
    if stays or (asked in NEEDED and is_short and is_open(said)):
        return _kept(asked, sheet)
    return None


def with_answer_before(asked: str, sheet: Sheet, heard: Heard, reply: Reply) -> Reply:
    """Return a reading that takes back nothing by the way.

    Skipping all the rest leaves the answer as it was. A description grows: whoever is asked once
    more whether there is more to say has not asked for the first part to be deleted.
    """
    if reply.kind is ReplyKind.ENOUGH or heard.field == REST:
        return replace(reply, values={**reply.values, asked: sheet[asked]})
    before, now = known(sheet, "description"), reply.values.get("description")
    if asked not in FREE or not before or now is None:
        return reply
    whole = {"description": before} if now == OPEN else added("description", str(now), sheet)
    return reply if whole is None else replace(reply, values={**reply.values, **whole})


def _kept(asked: str, sheet: Sheet) -> Reply:
    values: dict[str, Any] = {asked: sheet[asked]}
    return Reply(ReplyKind.VALUES, values)
