"""The tone of all German texts: form of address, people, forbidden officialese (docs/voice.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from bot.editorial.checks.findings import finding
from bot.editorial.checks.passages import Kind, Passage
from bot.knowledge.files.problems import Problem
from bot.plain_language.sentences import read_sentences

# Endings of nouns for people: „des Betreuers“, „den Betreuern“, „Studenten“.
_NOUN_ENDING = r"(?:s|n|en|es|e)?"
# „Betreuer:in“, and the forms that are wrong in another way and told once.
_INCLUSIVE = r"(?![:*_/(]-?in|Innen|innen)"
_NOT_IN_WORD = (r"(?<![\w-])", r"(?![\w-])")
# Star, underscore, slash, bracket, capital I: all but the colon.
_WRONG_MARK = re.compile(
    r"\w[*_]in(?:nen)?\b|\w/-?in(?:nen)?\b|\w\(in(?:nen)?\)|[a-zäöüß]In(?:nen)?\b"
)
# „Kolleginnen und Kollegen“, „Schüler oder Schülerinnen“, „eine Lehrerin oder ein Lehrer“.
_PAIR = re.compile(
    r"\b([A-ZÄÖÜ]\w{2,})in(?:nen)?,?\s+(?:und|oder|bzw\.)\s+(?:\w+\s+)?\1(?!in)\w*"
    r"|\b([A-ZÄÖÜ]\w{2,}?)(?:e|en|n)?\s+(?:und|oder|bzw\.)\s+(?:\w+\s+)?\2in(?:nen)?\b"
)
_PARTICIPLE = r"(?:(?:\w+)?ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer)\w{3,}(?:t|en)|\w{3,}iert)"
MAX_SENTENCE_WORDS = 20
MAX_ACTION_NOUNS = 2
_SHORT_ANSWER = range(2, 6)
# Characters by which an editor finds the sentence again.
_MOST_SHOWN = 60


@dataclass(frozen=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    advice: Mapping[str, str]


@dataclass(frozen=True)
class Voice:
    """The compiled rules of ``voice.yml``."""

    names: re.Pattern[str]
    rules: tuple[_Rule, ...]
    passive: re.Pattern[str]
    action_noun: re.Pattern[str]


@lru_cache(maxsize=1)
def load_voice() -> Voice:
    """Read the rules that come with the program."""
    raw: dict[str, Any] = yaml.safe_load(
        resources.files("bot.editorial.checks").joinpath("voice.yml").read_text(encoding="utf-8")
    )
    return Voice(
        names=re.compile("|".join(re.escape(n) for n in sorted(raw["names"], key=len)[::-1])),
        rules=(
            _rule("phrase", raw["phrases"], "", re.IGNORECASE),
            _rule("people", raw["people"], _NOUN_ENDING, re.RegexFlag(0)),
            _rule("gender", raw["gender"], _NOUN_ENDING + _INCLUSIVE, re.RegexFlag(0)),
            _rule("address", dict.fromkeys(raw["address"], ""), "", re.IGNORECASE),
        ),
        passive=re.compile(rf"\b(?:{'|'.join(raw['passive_verbs'])})\b[^.!?:;]*?\b{_PARTICIPLE}\b"),
        action_noun=re.compile(rf"\b[A-ZÄÖÜ]\w+(?:{'|'.join(raw['action_noun_endings'])})\b"),
    )


def _rule(kind: str, words: Mapping[str, str], ending: str, flags: re.RegexFlag) -> _Rule:
    parts = [
        r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split())
        + ("" if word.endswith(("*", ".")) else ending)
        for word in sorted(words, key=len, reverse=True)
    ]
    before, after = _NOT_IN_WORD
    pattern = re.compile(rf"{before}(?:{'|'.join(parts)}){after}", flags)
    return _Rule(kind, pattern, words)


def voice_problems(passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield what breaks the rules: wrong address, wrong words for people, officialese."""
    voice = load_voice()
    for passage in passages:
        clean = voice.names.sub(lambda m: " " * len(m[0]), passage.text)
        for kind, found in _found(voice, clean):
            line = passage.line + clean.count("\n", 0, found.start())
            advice = _advice(voice, kind, found[0])
            yield finding(passage.path, line, f"voice_{kind}", found=found[0], advice=advice)


def _found(voice: Voice, text: str) -> Iterator[tuple[str, re.Match[str]]]:
    pairs = list(_PAIR.finditer(text))
    yield from (("pair", pair) for pair in pairs)
    yield from (("mark", mark) for mark in _WRONG_MARK.finditer(text))
    for rule in voice.rules:
        for found in rule.pattern.finditer(text):
            # The male half of a pair is told with the pair.
            if not any(pair.start() <= found.start() < pair.end() for pair in pairs):
                yield rule.kind, found


def _advice(voice: Voice, kind: str, found: str) -> str:
    for rule in voice.rules:
        if rule.kind != kind:
            continue
        for word, advice in rule.advice.items():
            flags = re.IGNORECASE if kind in ("phrase", "address") else 0
            if re.fullmatch(
                re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") + _NOUN_ENDING,
                found,
                flags,
            ):
                return advice
    return ""


def style_hints(passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield what could be easier to read: long sentences, passive, chains of nouns.

    Only for the answers that people read at leisure; the simple versions have a check of their own.
    """
    voice = load_voice()
    for passage in passages:
        if passage.kind not in (Kind.ANSWER, Kind.DETAILS):
            continue
        for sentence in read_sentences(passage.text):
            words = len(sentence.words)
            if words > MAX_SENTENCE_WORDS:
                yield _hint(passage, "long_sentence", sentence.text, words=words)
            if passage.kind is Kind.ANSWER and voice.passive.search(sentence.text):
                yield _hint(passage, "passive", sentence.text)
            nouns = len(voice.action_noun.findall(sentence.text))
            if nouns > MAX_ACTION_NOUNS:
                yield _hint(passage, "nouns", sentence.text, nouns=nouns)


def _hint(passage: Passage, kind: str, sentence: str, **values: object) -> Problem:
    start = sentence if len(sentence) <= _MOST_SHOWN else sentence[: _MOST_SHOWN - 3] + "…"
    return finding(passage.path, passage.line, f"voice_{kind}", sentence=start, **values)


def answer_length_hints(passages: Iterable[Passage]) -> Iterator[Problem]:
    """Yield the entries whose short answer is no short answer."""
    answers: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.kind is Kind.ANSWER:
            answers.setdefault(passage.path, []).append(passage)
    for path, parts in answers.items():
        count = len(read_sentences("\n\n".join(part.text for part in parts)))
        if count not in _SHORT_ANSWER:
            yield finding(path, parts[0].line, "voice_answer_length", count=count)
