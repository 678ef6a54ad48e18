from __future__ import annotations

import dataclasses

import pytest

from bot.plain_language.check import check_simple
from bot.plain_language.limits import LIMITS
from bot.plain_language.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
GOOD = """Ja, das geht oft. Ein Visum ist die Erlaubnis zur Einreise.

So geht es:

- Ihre Gäste buchen einen Termin bei der Botschaft.
- Sie bringen Ihre Einladung mit.

Fragen Sie die Botschaft nach den Unterlagen."""


def rules(text: str) -> list[str]:
    return [finding.rule for finding in check_simple(text, VOCABULARY)]


def test_a_good_text_has_no_findings() -> None:
    assert check_simple(GOOD, VOCABULARY) == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("long_sentence", "Sie stellen den Antrag mit dem Partner in dem anderen Land im Herbst vor"
                          " dem Jahr der Reise."),
        ("long_word", "Die Jugendbegegnungsförderung hilft."),
        ("unexplained", "Lesen Sie den Bescheid."),
        ("hard_word", "Das ist nicht erforderlich."),
        ("passive", "Der Antrag wird von der Stelle geprüft."),
        ("genitives", "Das ist die Regel des Amtes der Stadt."),
        ("action_nouns", "Die Prüfung, Bearbeitung und Entscheidung dauern lange."),
        ("bracket", "Das kostet etwas (aber nur ein wenig)."),
        ("commas", "Der Verein, den Sie kennen, hilft."),
        ("clauses", "Schreiben Sie auf, was Sie planen und wer hilft."),
        ("break", "Das geht – fast immer."),
        ("second_statement", "Planen Sie früh und Sie haben Zeit."),
        ("conjunctions", "Stadt und Kreis oder Bund helfen."),
        ("number_word", "Es kommen zwei Gruppen."),
        ("informal", "Frag deinen Verein."),
        ("separator", "Das ist eine Jugend·gruppe."),
    ],
)  # fmt: skip
def test_each_rule_names_its_sentence(rule: str, sentence: str) -> None:
    text = f"{GOOD}\n\n{sentence}"
    found = [finding for finding in check_simple(text, VOCABULARY) if finding.rule == rule]
    assert [(finding.line, finding.sentence) for finding in found] == [(10, sentence)]
    assert str(found[0]) == f"{found[0].message}: „{sentence}“"


def test_findings_stand_in_the_order_of_the_text() -> None:
    found = check_simple("Es sind zwei.\n\nLesen Sie den Bescheid.\n\nEs sind drei.", VOCABULARY)
    assert [finding.rule for finding in found] == ["number_word", "unexplained", "number_word"]


def test_a_text_that_asks_for_nothing_and_one_of_long_sentences() -> None:
    assert rules("Das geht.") == ["no_action"]
    sentence = "Fragen Sie bitte schon sehr früh im Rathaus in Ihrer kleinen Stadt."
    assert rules(sentence) == ["long_mean"]
    [finding] = check_simple(sentence, VOCABULARY)
    assert "12,0" in finding.message
    assert finding.sentence == ""


def test_limits_may_be_chosen() -> None:
    strict = dataclasses.replace(LIMITS, sentence_words=3)
    found = check_simple("Fragen Sie bitte im Rathaus.", VOCABULARY, strict)
    assert [finding.rule for finding in found] == ["long_sentence"]


def test_a_long_field_term_is_judged_by_its_explanation() -> None:
    assert rules("Ein Verwendungsnachweis ist die Abrechnung. Fragen Sie uns.") == []


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "- ", "…"])
def test_an_empty_text(text: str) -> None:
    [finding] = check_simple(text, VOCABULARY)
    assert (finding.rule, finding.line, finding.sentence) == ("empty", 1, "")
    assert str(finding) == finding.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Das geht 🙂.", "U+1F642"),
        ("Das\x00 geht.", "U+0000"),
        ("Das \ud83d geht.", "U+D83D"),
        ("Das \u200bgeht.", "U+200B"),
        ("Das \u2028geht.", "U+2028"),
    ],
)
def test_odd_characters_are_the_only_finding(text: str, code: str) -> None:
    [finding] = check_simple(f"Fragen Sie.\n{text}", VOCABULARY)
    assert (finding.rule, finding.line) == ("odd_character", 2)
    assert code in finding.message
    finding.message.encode("utf-8")


def test_tags_are_named() -> None:
    [finding] = check_simple("Fragen <b>Sie", VOCABULARY)
    assert finding.rule == "markup"
    assert "«<b>»" in finding.message


@pytest.mark.parametrize(
    "bit", ["ist zu ", "<a", "[", "(", "DPJW (", "wird, ", "zwei ", "a", "Das. "]
)
def test_huge_texts_are_checked(bit: str) -> None:
    found = check_simple(bit * (60_000 // len(bit)), VOCABULARY)
    assert found
    assert all(len(finding.sentence) <= 160 for finding in found)
