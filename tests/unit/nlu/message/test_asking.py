"""What a long message asks between its greeting, its story and its regards."""

from __future__ import annotations

import pytest

from bot.nlu.message.asking import letter_of

STORY = (
    "wir sind der Stadtteilverein Brücke e. V. in Hamm und haben im vorigen Jahr zum ersten Mal "
    "Gäste aus Lettland bei uns gehabt. Zum Glück war es dafür nicht zu spät."
)
GREETING = "Sehr geehrte Damen und Herren,"
REGARDS = "Vielen Dank im Voraus.\nMit freundlichen Grüßen\nJ. Albers"


def letter(*asked: str) -> str:
    return f"{GREETING} {STORY} {' '.join(asked)} {REGARDS}"


@pytest.mark.parametrize(
    "asked",
    [
        "Wer haftet eigentlich, wenn etwas kaputtgeht?",
        "Bitte teilen Sie uns mit, wer dabei haftet.",
        "Unser Vorstand fragt, in welcher Höhe wir versichert sein müssen.",
        "Wir bitten um Auskunft, ob das auch für Ehrenamtliche gilt.",
        "Ich würde mich freuen, wenn Sie mir erklären, wie lange das dauert.",
    ],
)
def test_the_sentence_that_asks_is_found(asked: str) -> None:
    found = letter_of(letter(asked))
    assert found is not None
    assert [one.rstrip(".") for one in found.sentences] == [asked.rstrip(".")]
    assert found.gist.startswith("wir sind der Stadtteilverein")
    assert found.gist.endswith(asked)
    assert found.questions == []


def test_a_question_that_says_little_has_the_sentence_before_it() -> None:
    text = letter("Ein Vater meint, wir seien damit ein Reiseveranstalter.", "Stimmt das?")
    found = letter_of(text)
    assert found is not None
    assert found.sentences == (
        "Ein Vater meint, wir seien damit ein Reiseveranstalter. Stimmt das?",
    )


def test_each_of_several_questions_is_told_apart() -> None:
    text = letter(
        "Wer haftet bei einem größeren Schaden?", "Wir fragen auch, ob Eltern mitfahren dürfen."
    )
    found = letter_of(text)
    assert found is not None
    assert found.questions == [
        "Wer haftet bei einem größeren Schaden?",
        "Wir fragen auch, ob Eltern mitfahren dürfen",
    ]


def test_what_is_named_in_the_story_is_not_asked() -> None:
    found = letter_of(letter("Wer haftet bei einem größeren Schaden?"))
    assert found is not None
    assert not found.asks_at(found.text.index("Lettland"))
    assert found.asks_at(found.text.index("Schaden"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Wer haftet?",
        "Sehr geehrte Damen und Herren, wer haftet, wenn etwas kaputtgeht? Mit freundlichen Grüßen",
        letter("Wir melden uns nächste Woche wieder bei Ihnen."),
        "bla " * 40,
    ],
)
def test_a_short_message_and_one_that_asks_nothing_are_no_letters(text: str) -> None:
    assert letter_of(text) is None


@pytest.mark.parametrize("text", ["? " * 40, "\n" * 50, "Hallo, " * 30, "." * 500 + "?" * 30])
def test_any_text_can_be_read(text: str) -> None:
    found = letter_of(text)
    assert found is None or all(0 <= a < b <= len(text) for a, b in found.asking)
