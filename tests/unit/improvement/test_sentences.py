from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.improvement.sentence_check import (
    KnownSentences,
    SentenceProblem,
    SentenceRefusedError,
    check_sentence,
)
from bot.improvement.sentence_file import SentenceFileError, with_sentence, without_sentence
from tests.unit.improvement.project import Project

ROOT = Path(__file__).parents[3]
FILES = [p for p in sorted((ROOT / "data/nlu").glob("*/*.yml")) if p.parent.name != "lookups"]
SENTENCE = "was kostet der eintritt ins lummerland: 5 € oder mehr?"
KNOWN = KnownSentences([("faq/visum", "Brauchen wir ein Visum für die Türkei?")])
NONE = KnownSentences([])


def test_a_learned_sentence_comes_and_goes_without_a_trace_in_every_real_file() -> None:
    assert len(FILES) > 100
    for path in FILES:
        intent = f"{path.parent.name}/{path.stem}"
        before = path.read_text(encoding="utf-8")
        after = with_sentence(before, intent, SENTENCE)
        assert after.startswith(before)
        added = yaml.safe_load(after.removeprefix(before))[0]
        assert added["metadata"] == {"register": "asked"}
        assert added["examples"] == f"- {SENTENCE}\n"
        assert without_sentence(after, intent, SENTENCE) == before


def test_sentences_share_one_block_and_stand_in_it_once(project: Project) -> None:
    content = project.sentences("faq/visum")
    one = with_sentence(content, "faq/visum", "erster satz")
    two = with_sentence(one, "faq/visum", "zweiter satz")
    assert with_sentence(two, "faq/visum", "erster satz") == two
    assert two == one + "    - zweiter satz\n"
    assert without_sentence(two, "faq/visum", "zweiter satz") == one
    assert without_sentence(two, "faq/visum", "nie gelernt") == two


def test_only_learned_sentences_can_be_taken_out(project: Project) -> None:
    content = project.sentences("faq/visum")
    assert without_sentence(content, "faq/visum", "visum beantragen gruppe") == content


def test_a_topic_without_a_file_gets_one_and_loses_it() -> None:
    content = with_sentence("", "faq/neu", "ganz neue frage")
    assert yaml.safe_load(content)["nlu"][0]["intent"] == "faq/neu"
    assert without_sentence(content, "faq/neu", "ganz neue frage") == ""


@pytest.mark.parametrize("content", ["nlu: [", "nlu:\n- intent: faq/x\n", "kein yaml", "\x00"])
def test_a_broken_file_is_left_alone(content: str) -> None:
    with pytest.raises(SentenceFileError):
        with_sentence(content, "faq/x", "satz")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", SentenceProblem.TOO_SHORT),
        ("?!", SentenceProblem.TOO_SHORT),
        ("wort " * 100, SentenceProblem.TOO_LONG),
        ("1234 5678 9", SentenceProblem.NO_WORDS),
        ("aaaaaaaaaaa", SentenceProblem.NO_WORDS),
        ("wer zahlt das 😀", SentenceProblem.UNREADABLE),
        ("wer zahlt\x07 das", SentenceProblem.UNREADABLE),
        ("wer zahlt \ud800 das", SentenceProblem.UNREADABLE),
        ("<b>wer</b> zahlt das", SentenceProblem.MARKUP),
        ("reise nach [Polen](country)", SentenceProblem.MARKUP),
        ("ruf [Telefonnummer] an bitte", SentenceProblem.MARKUP),
        ("- wer zahlt das", SentenceProblem.MARKUP),
        ("schreib an anna@example.org wegen geld", SentenceProblem.PERSONAL),
    ],
)
def test_junk_is_refused_with_its_reason(text: str, problem: SentenceProblem) -> None:
    with pytest.raises(SentenceRefusedError) as caught:
        check_sentence(text, "faq/visum", NONE, NONE, _mask)
    assert caught.value.problem is problem


@pytest.mark.parametrize(
    ("intent", "text", "problem"),
    [
        ("faq/visum", "brauchen wir ein visum fuer die TÜRKEI", SentenceProblem.KNOWN),
        ("faq/visum", "brauchen wir visum für die türkei?", SentenceProblem.NEARLY_KNOWN),
        ("faq/geld", "Brauchen wir ein Visum für die Türkei", SentenceProblem.OTHER_TOPIC),
        ("faq/geld", "brauchen wir ein visum für türkei", SentenceProblem.OTHER_TOPIC),
    ],
)
def test_what_is_known_is_not_learned_again(
    intent: str, text: str, problem: SentenceProblem
) -> None:
    with pytest.raises(SentenceRefusedError) as caught:
        check_sentence(text, intent, KNOWN, NONE, _mask)
    assert (caught.value.problem, caught.value.other) == (problem, "faq/visum")


def test_a_question_that_measures_is_never_learned() -> None:
    with pytest.raises(SentenceRefusedError) as caught:
        check_sentence("Wie lange gilt ein Pass?", "faq/visum", NONE, KNOWN_TEST, _mask)
    assert caught.value.problem is SentenceProblem.TEST_QUESTION


def test_a_good_sentence_is_learned_on_one_line() -> None:
    said = "  wie lange\n dauert\u200b ein  Antrag?  "
    assert check_sentence(said, "faq/visum", KNOWN, NONE, _mask) == "wie lange dauert ein Antrag?"


KNOWN_TEST = KnownSentences([("pass", "wie lange gilt ein pass")])


def _mask(text: str) -> str:
    return text.replace("anna@example.org", "X")
