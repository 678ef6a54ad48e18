"""A message that answers and asks something besides: "Moers, wer liest das eigentlich?"."""

from __future__ import annotations

import re

from bot.fit.dialogue import is_side_question
from bot.fit.told.reading import Message

# The dots of "zwischen 12. und 26. Juli" end no sentence.
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b\d\.)(?<!\b\d\d\.)\s+")
_CLAUSE = re.compile(r",\s+|\s+[–—-]+\s+|;\s+")
_JOINED = re.compile(r",\s+(?:und\s+)?|\s+und\s+", re.IGNORECASE)
# "Und wann?" asks nothing of its own.
_LEAST_WORDS = 3
# As the understanding calls what has an answer: only then is a question without its mark one.
_ANSWERED = "answer"


def question_in(said: str) -> str:
    """Return the last question of a text, from the clause with which it begins; empty for none."""
    asking = [sentence for sentence in _SENTENCE.split(said.strip()) if sentence.endswith("?")]
    if not asking:
        return ""
    begins = [0, *(joint.end() for joint in _CLAUSE.finditer(asking[-1]))]
    ends = [*(joint.start() for joint in _CLAUSE.finditer(asking[-1])), len(asking[-1])]
    clauses = zip(begins, (asking[-1][a:b] for a, b in zip(begins, ends, strict=True)), strict=True)
    found = (begin for begin, one in clauses if is_side_question(one, _ANSWERED))
    return asking[-1][next(found, begins[-1]) :]


def questions_in(said: str) -> list[str]:
    """Return the questions of a text, those joined by "und" apart."""
    asking = (sentence for sentence in _SENTENCE.split(said.strip()) if sentence.endswith("?"))
    parts = (part.strip(" ?,") for sentence in asking for part in _JOINED.split(sentence))
    return [f"{part}?" for part in parts if len(part.split()) >= _LEAST_WORDS]


def beside_question(message: Message) -> Message | None:
    """Return what a message tells beside its questions, None if it asks nothing or nothing else."""
    told = " ".join(message.text.split())
    while question := question_in(told):
        told = told.replace(question, " ").strip(" ,;–—-")
    if told in ("", message.text.strip()):
        return None
    return Message(told, tuple(e for e in message.entities if e.text and e.text in told))
