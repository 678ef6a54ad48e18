"""Recognises who asks us to advise or to call: "rufen Sie mich bitte an"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.dialogue.wishes.advice_words import advice_words
from bot.words.phrases import folded

# "Rufen" and "an" belong together over so many words.
_SHORT_PLEA = 5
_LONGEST_PLEA = 12
# Shorter texts need no punctuation.
_LEAST_DICTATED = 10
# "Ob sie uns zu unserem Antrag beraten", and who is asked whether they can.
_LONGEST_DICTATED = 8
_TIME = "zeit"


def has_plea(text: str) -> bool:
    """Return whether a text asks us somewhere to advise or to call."""
    return any(map(_is_plea, _clauses(text))) or _has_dictated_plea(text)


def offers_time(text: str) -> bool:
    """Return whether a text asks who helps and says when there is time for a talk.

    "Wer könnte mir dabei helfen, hab nächste Woche Dienstag Zeit"
    """
    clauses = _clauses(text)
    return any(map(_asks_for_help, clauses)) and any(map(tells_free_time, clauses))


def tells_free_time(clause: str) -> bool:
    """Return whether a clause tells when there is time for a talk: "hab dienstags Zeit"."""
    known, said = advice_words(), set(folded(clause))
    has_time = _TIME in said and not known.having.isdisjoint(said)
    return has_time and not known.days.isdisjoint(said) and known.no_time.isdisjoint(said)


def _asks_for_help(clause: str) -> bool:
    known, said = advice_words(), set(folded(clause))
    return not (known.helping.isdisjoint(said) or known.helped.isdisjoint(said))


def _has_dictated_plea(text: str) -> bool:
    """Return whether a long text without any punctuation asks us somewhere to advise or to call.

    Who dictates tells all in one breath: "… wissen ob sie uns beraten können wir sind …".
    """
    known = advice_words()
    said = folded(text)
    if len(said) <= _LEAST_DICTATED or not _is_unpunctuated(text):
        return False
    for end, word in enumerate(said):
        if word not in known.pleaded:
            continue
        before = said[max(0, end - _LONGEST_DICTATED) : end]
        whom = next((i for i, near in enumerate(before) if near in known.pleaded_for), None)
        from_us = before[:whom]
        around = {*from_us, *said[end + 1 : end + 2]}
        is_asked = not known.pleaded_from.isdisjoint(from_us) and not known.asked_to.isdisjoint(
            around
        )
        if whom is not None and is_asked and known.no_plea.isdisjoint(before):
            return True
    return False


def _is_unpunctuated(text: str) -> bool:
    return re.search(r"[,;:!?.]\s", text) is None


def _clauses(text: str) -> list[str]:
    return list(filter(str.strip, _end_of_clause().split(text))) or [text]


def _last_before_subject(sentence: str) -> str:
    """Return the last clause of a sentence but for "wegen …", which tells what it is about."""
    leads = advice_words().before_subject
    clauses = [c for c in _clauses(sentence) if leads.isdisjoint(folded(c)[:1])]
    return clauses[-1] if clauses else sentence


def _is_plea(clause: str) -> bool:
    """Return whether a clause asks us to advise or to call: "Rufen Sie mich bitte an"."""
    known = advice_words()
    said = folded(clause)
    while said and said[-1] in known.fillers:
        said.pop()
    has_no_plea = not (known.blockers | known.no_plea).isdisjoint(said)
    if has_no_plea or known.pleaded_from.isdisjoint(said):
        return False
    whom = next((i for i, word in enumerate(said) if word in known.pleaded_for), None)
    if whom is None:
        # "Kann jemand zurückrufen": whom, goes without saying.
        is_short = 1 < len(said) <= _SHORT_PLEA and not known.asked_to.isdisjoint(said)
        return is_short and said[-1] in known.called_back
    if not whom < len(said) - 1 <= whom + _LONGEST_PLEA:
        return False
    is_call = said[-1] in known.called and not known.calling.isdisjoint(said[:whom])
    return said[-1] in known.pleaded or is_call


@lru_cache(maxsize=1)
def _end_of_clause() -> re.Pattern[str]:
    leads = "|".join(sorted(advice_words().before_subject))
    return re.compile(rf"[,;:!?\n]|(?<=[.])\s+|\s(?=(?:{leads})\b)", re.IGNORECASE)


def pleads_last(sentence: str) -> bool:
    """Return whether a sentence ends in such a wish, but for what it is about."""
    return _is_plea(_last_before_subject(sentence))
