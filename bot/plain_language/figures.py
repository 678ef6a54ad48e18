"""Figures of a simple version that the rest of its entry does not say: one of them is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.plain_language.finding import Finding
from bot.plain_language.sentences import read_sentences
from bot.plain_language.word_lists import word_list
from bot.texts import text as system_text

# „1.000“, „0,12“, „12“; not the digits of a name as „KA152“ or of an address.
_FIGURE = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?!\w)")
_DATE = re.compile(r"\.\s+[A-ZÄÖÜ]")
_NEXT_WORD = re.compile(r"\s+([\w%€]+)")
_SMALLEST_TELLING = 10


def check_figures(simple: str, rest: str) -> list[Finding]:
    """Return a finding for each figure in ``simple`` that ``rest`` has in no form.

    ``rest`` is short answer and details. „4“ is also found as „vier“, „8 Cent“ as „0,08 €“. What
    only counts the points of a list („Das sind 2 Dinge“) is left alone.
    """
    return [
        Finding(
            "figure", sentence.line, sentence.text, system_text("plain_language.figure", figure=f)
        )
        for sentence in read_sentences(simple)
        for f in dict.fromkeys(_telling_figures(sentence.text))
        if not _is_said(f, rest)
    ]


def _telling_figures(sentence: str) -> Iterator[str]:
    for match in _FIGURE.finditer(sentence):
        after = sentence[match.end() :]
        following = _NEXT_WORD.match(after)
        has_unit = bool(following and following[1] in word_list("units"))
        is_small = match[0].isdigit() and int(match[0]) < _SMALLEST_TELLING
        if has_unit or not is_small or _DATE.match(after):
            yield match[0]


def _is_said(figure: str, rest: str) -> bool:
    forms = [rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)"]
    forms += (rf"(?<!\w){re.escape(word)}" for word in _words().get(figure, ()))
    if figure.isdigit() and len(figure) <= 2:
        forms.append(rf"(?<!\d)0,{int(figure):02d}(?!\d)")
    return re.search("|".join(forms), rest, re.IGNORECASE) is not None


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for pair in word_list("figure_words"):
        figure, _, word = pair.partition("=")
        words.setdefault(figure, []).append(word)
    return words
