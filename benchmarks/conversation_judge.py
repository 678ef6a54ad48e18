"""Judges a reply of the assistant by what was expected of it: generous in words, strict in fact."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from benchmarks.conversation_replies import Reply
from benchmarks.conversation_sets import Expected

VERDICTS = ("right", "asked back", "not known", "wrong")
_RIGHT, _BACK, _NOT_KNOWN, _WRONG = VERDICTS
# Nobody looks for an answer behind so many characters: a whole programme sheet is none.
_READ = 1000
_PERSON = ("ho_", "meta_mensch_sprechen", "beratung_vereinbaren")


def judge(reply: Reply, expected: Expected, shown: Collection[str] = ()) -> str:
    """Return one of ``VERDICTS``. ``shown`` are the entries that the conversation showed before.

    An entry that was shown before is no answer by itself: there, and where no entry is shown but
    a sentence, some facts or deadlines, the words have to fit if the expectation has any. Words
    that must be there have to be read without a click; others may be folded away in a new entry.
    """
    if _fits(expected.none_of, reply.text):
        return _WRONG
    if set(reply.decisions) & set(expected.ok) and _is_right(reply, expected, shown):
        # What is only proposed ("Ich habe Sie so verstanden") asks whether it was meant.
        return _BACK if reply.is_proposal else _RIGHT
    if _asks(reply) and not _is_emergency(expected) and _proposed(reply) & set(expected.topics):
        return _BACK
    if reply.is_unsure or set(reply.decisions) == {"handover"}:
        return _NOT_KNOWN
    return _WRONG


def _is_right(reply: Reply, expected: Expected, shown: Collection[str]) -> bool:
    new = [entry for entry in reply.entries if entry not in shown]
    read = reply.text[:_READ]
    text = f"{read} {reply.folded}" if new else read
    if not all(_fits((pattern,), read) for pattern in expected.all_of):
        return False
    if _fits(expected.any_of, text) or (expected.all_of and not expected.any_of):
        return _has_answer(reply)
    if _is_handed_over(reply, expected):
        return True
    if set(new) & set(expected.topics):
        return True
    return not expected.has_words and _is_filed_rightly(reply, expected)


def _has_answer(reply: Reply) -> bool:
    # The titles of proposed questions and the questions of the form answer nothing.
    return bool({"answer", "deadlines", "handover"} & set(reply.decisions))


def _is_handed_over(reply: Reply, expected: Expected) -> bool:
    wanted = any(topic.startswith(_PERSON) for topic in expected.topics)
    return wanted and bool({"handover", "form"} & set(reply.decisions) & set(expected.ok))


def _is_filed_rightly(reply: Reply, expected: Expected) -> bool:
    return not reply.is_unsure and _has_answer(reply) and reply.meant in expected.topics


def _asks(reply: Reply) -> bool:
    # A sure answer with the button of an entry below it asks nothing.
    return reply.is_proposal or reply.is_unsure or "ask_back" in reply.decisions


def _is_emergency(expected: Expected) -> bool:
    # Whoever is in danger is not asked what was meant.
    return any(topic.startswith("notfall_") for topic in expected.topics)


def _proposed(reply: Reply) -> set[str]:
    return {*reply.options, *(reply.entries if reply.is_proposal else ())}


def _fits(patterns: Iterable[str], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
