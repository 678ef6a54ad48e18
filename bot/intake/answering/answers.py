"""Reads answers that are plain text: the subject, the organisation, times, the name."""

from __future__ import annotations

import re

from bot.consultations.checks import MAX_LENGTH, FieldProblem, check_field
from bot.fit.told.reading import is_open
from bot.intake.request.sheet import OPEN
from bot.intake.who.introduction import subject_in
from bot.intake.words import phrases
from bot.texts import text
from bot.words.phrases import begins_with_any, has_any, spaced
from bot.words.sentences import STOP

TOO_LONG = "too_long"
"""The code of a text that its field cannot hold."""

# "Weiß ich nicht" with more words around it is an answer of its own.
_MOST_WORDS_OF_OPEN = 5
# A subject of so few words is a heading: worth one more question.
_MOST_WORDS_OF_HEADING = 6
# Of more words than this a subject is a story: its beginning names it, the description tells it.
_MOST_WORDS_OF_SUBJECT = 15
_WORDS_OF_BEGINNING = 12
# The dot of "vom 3. bis 12. August" ends none.
_END = re.compile(rf"(?<!\b\d\.)(?<!\b\d\d\.){STOP.pattern}")
_MAY_BE_DENIED = frozenset({"description", "wanted_times", "name"})


def read_answer(
    asked: str, said: str, intent: str, *, is_bare_wish: bool = False
) -> dict[str, str] | FieldProblem:
    """Return the field with its answer, or what is wrong; a subject also fills the description.

    ``is_bare_wish`` tells that advice is wanted and nothing is said about what.
    """
    if asked == "topic":
        is_empty = is_bare_wish or intent in ("affirm", "deny")
        return FieldProblem("topic", "empty") if is_empty else _subject(said)
    is_short = len(said.split()) <= _MOST_WORDS_OF_OPEN
    if is_short and is_open(said):
        return {asked: OPEN}
    if asked == "name" and has_any(spaced(said), phrases("anonymous")):
        return {asked: OPEN}
    if intent in ("affirm", "deny"):
        denied = intent == "deny" and asked in _MAY_BE_DENIED
        return {asked: OPEN} if denied else FieldProblem(asked, "unclear")
    value = read_text(asked, _without_lead(said) if asked == "name" else said)
    return value if isinstance(value, FieldProblem) else {asked: value}


def read_text(asked: str, said: str) -> str | FieldProblem:
    """Return the text as the field takes it, in one line but for the description."""
    said = said if asked == "description" else " ".join(said.split())
    value = check_field(asked, said)
    return FieldProblem(asked, "empty") if value == "" else value


def shortened(asked: str, said: str) -> str:
    """Return the beginning of a text, as much as its field holds."""
    line = " ".join(said.split())
    limit = MAX_LENGTH[asked]
    if len(line) <= limit:
        return line
    return line[: limit - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def _subject(said: str) -> dict[str, str] | FieldProblem:
    if len(said.split()) <= _MOST_WORDS_OF_OPEN and is_open(said):
        return {"topic": text("intake.topic_open"), "description": OPEN}
    whole = read_text("description", said)
    if isinstance(whole, FieldProblem):
        # The description takes what is too long for a subject: its limit is told.
        return whole if whole.code == TOO_LONG else FieldProblem("topic", whole.code)
    line = " ".join(whole.split())
    topic = _heading(line)
    checked = check_field("topic", topic)
    if isinstance(checked, FieldProblem):
        return checked
    if topic != line:
        return {"topic": checked, "description": whole}
    is_heading = len(line.split()) <= _MOST_WORDS_OF_HEADING
    return {"topic": checked} if is_heading else {"topic": checked, "description": OPEN}


def _heading(line: str) -> str:
    """Return the first sentence, or as many words as a subject may have."""
    limit = MAX_LENGTH["topic"]
    if len(line.split()) > _MOST_WORDS_OF_SUBJECT:
        return _beginning(subject_in(line))[:limit]
    return shortened("topic", line)


def _beginning(line: str) -> str:
    spoken = line.split()
    first, *others = _END.split(line)
    if others and begins_with_any(spaced(first), phrases("tells_of_oneself")):
        # "Ich bin Uli, Sozialarbeiter in Moers." tells who writes, and not what about.
        first = next((one for one in others if not _is_of_before(one)), first)
    sentence = first.split()
    if len(spoken) <= _MOST_WORDS_OF_SUBJECT:
        return line
    if _MOST_WORDS_OF_OPEN <= len(sentence) <= _MOST_WORDS_OF_SUBJECT:
        return " ".join(sentence)
    return " ".join(spoken[:_WORDS_OF_BEGINNING]).rstrip(",;:.") + "…"


def _is_of_before(sentence: str) -> bool:
    return has_any(spaced(sentence), phrases("past_journey"))


def _without_lead(said: str) -> str:
    words = said.split()
    for phrase in phrases("before_name"):
        count = len(phrase.split())
        if len(words) > count and spaced(" ".join(words[:count])).strip() == phrase:
            return " ".join(words[count:]).rstrip(".!")
    # "0160 9090123 (Frau Krüger)"
    return (said.strip(" ()") if said.lstrip().startswith("(") else said.strip()).rstrip(".!")
