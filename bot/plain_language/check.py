"""Checks a section in Einfache Sprache: every finding with its sentence and what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from statistics import mean

from bot.plain_language import grammar
from bot.plain_language.explanations import unexplained
from bot.plain_language.finding import Finding
from bot.plain_language.limits import LIMITS, Limits
from bot.plain_language.sentences import Sentence, read_sentences
from bot.plain_language.syllables import count_syllables
from bot.plain_language.vocabulary import Vocabulary
from bot.texts import text as system_text

_LONGEST_QUOTE = 160
_HYPHEN = re.compile(r"[-–/:*]")
# „Jugend·begegnung“: the separators of Leichte Sprache, which this is not.
_SEPARATORS = frozenset("·•‧\u00ad")
# Control and invisible characters, broken halves of characters, unassigned ones, pictograms.
_ODD_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "So", "Sk", "Zl", "Zp"})
_NOT_ODD = frozenset("\n\r\t\u00ad")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
# Letters. What is longer needs no advice but to be split, and some patterns would take long.
_FAR_TOO_LONG = 1000


def check_simple(text: str, vocabulary: Vocabulary, limits: Limits = LIMITS) -> list[Finding]:
    """Return what makes ``text`` harder than Einfache Sprache should be, in its order.

    ``text`` is the section of an entry: plain text or the Markdown that entries may hold. A text
    without words has one finding.
    """
    odd = list(_odd_characters(text))
    if odd:
        # Sentences made of such characters would only give puzzling findings.
        return odd
    sentences = read_sentences(text)
    if not sentences:
        return [_finding("empty", None)]
    found = [finding for one in sentences for finding in _of_sentence(one, vocabulary, limits)]
    found += (
        _finding("unexplained", missing.sentence, term=missing.name)
        for missing in unexplained(sentences, vocabulary)
    )
    found.sort(key=lambda finding: finding.line)
    return [*found, *_of_text(sentences, limits)]


def _of_text(sentences: Sequence[Sentence], limits: Limits) -> Iterator[Finding]:
    average = mean(len(sentence.words) for sentence in sentences)
    if average > limits.mean_sentence_words:
        mean_text = f"{average:.1f}".replace(".", ",")
        yield _finding("long_mean", None, mean=mean_text, limit=f"{limits.mean_sentence_words:.0f}")
    if not any(grammar.asks_to_act(sentence.text) for sentence in sentences):
        yield _finding("no_action", None)


def _of_sentence(sentence: Sentence, vocabulary: Vocabulary, limits: Limits) -> Iterator[Finding]:
    words = len(sentence.words)
    if words > limits.sentence_words:
        yield _finding("long_sentence", sentence, count=words, limit=limits.sentence_words)
    yield from _long_words(sentence, vocabulary, limits)
    if len(sentence.text) > _FAR_TOO_LONG:
        return
    yield from _build(sentence, limits)
    yield from _statements(sentence, limits)
    for word, better in vocabulary.hard_words(sentence.text):
        yield _finding("hard_word", sentence, word=word, better=better)
    found = {
        "number_word": grammar.number_word(sentence.text),
        "informal": grammar.informal(sentence.text),
        "separator": _separated_word(sentence.text),
    }
    yield from (_finding(rule, sentence, word=word) for rule, word in found.items() if word)


def _separated_word(text: str) -> str | None:
    return next((word for word in text.split() if not _SEPARATORS.isdisjoint(word)), None)


def _long_words(sentence: Sentence, vocabulary: Vocabulary, limits: Limits) -> Iterator[Finding]:
    # A field term is judged by its explanation, not by its length.
    known = [sentence.text[m.start : m.end] for m in vocabulary.mentions(sentence.text)]
    for word in sentence.words:
        parts = _HYPHEN.split(word)
        is_long = any(
            len(part) > limits.word_letters or count_syllables(part) > limits.word_syllables
            for part in parts
        )
        if is_long and not any(word in name for name in known):
            yield _finding("long_word", sentence, word=word)


def _build(sentence: Sentence, limits: Limits) -> Iterator[Finding]:
    passive = grammar.passive(sentence.text)
    if passive:
        yield _finding("passive", sentence, words=passive)
    chain = grammar.genitive_chain(sentence.text)
    if chain:
        yield _finding("genitives", sentence, words=chain)
    if grammar.action_nouns(sentence.text) > limits.action_nouns:
        yield _finding("action_nouns", sentence)
    if grammar.longest_bracket(sentence.text) > limits.bracket_words:
        yield _finding("bracket", sentence, limit=limits.bracket_words)


def _statements(sentence: Sentence, limits: Limits) -> Iterator[Finding]:
    """Yield at most one finding: each says that the sentence holds too much."""
    if grammar.commas(sentence.text) > limits.commas:
        yield _finding("commas", sentence)
    elif grammar.subordinate_clauses(sentence.text) > limits.subordinate_clauses:
        yield _finding("clauses", sentence)
    elif grammar.breaks(sentence.text):
        yield _finding("break", sentence)
    elif grammar.has_second_statement(sentence.text):
        yield _finding("second_statement", sentence)
    elif grammar.conjunctions(sentence.text) > limits.conjunctions:
        yield _finding("conjunctions", sentence)


def _odd_characters(text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), start=1):
        odd = next((char for char in line if _is_odd(char)), None)
        if odd is not None:
            yield Finding("odd_character", number, "", _odd_message(odd))
        tag = _TAG.search(line)
        if tag:
            yield Finding(
                "markup", number, "", system_text("plain_language.markup", tag=tag[0][:40])
            )


def _is_odd(char: str) -> bool:
    return char not in _NOT_ODD and unicodedata.category(char) in _ODD_CATEGORIES


def _odd_message(char: str) -> str:
    # A broken half of a character cannot be printed.
    return system_text("plain_language.odd_character", code=f"U+{ord(char):04X}")


def _finding(rule: str, sentence: Sentence | None, /, **values: object) -> Finding:
    message = system_text(f"plain_language.{rule}", **values)
    if sentence is None:
        return Finding(rule, 1, "", message)
    quote = sentence.text
    if len(quote) > _LONGEST_QUOTE:
        quote = quote[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return Finding(rule, sentence.line, quote, message)
