"""What is said behind thanks and greetings."""

from __future__ import annotations

import pytest

from bot.nlu.message.courtesy import behind_greeting, behind_thanks


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("ok danke, und zahlt ihr auch den bus", "und zahlt ihr auch den bus"),
        ("Vielen Dank! Wer hilft uns beim Antrag?", "Wer hilft uns beim Antrag?"),
        ("danke für die info: bis wann muss das weg", "bis wann muss das weg"),
        ("danke hat geklappt. fürs nächste mal: welche zettel brauchen wir",
         "fürs nächste mal: welche zettel brauchen wir"),
        ("super danke, dann reicht also ein partner?", "dann reicht also ein partner?"),
    ],
)  # fmt: skip
def test_a_question_behind_thanks_is_found(text: str, question: str) -> None:
    assert behind_thanks(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "danke",
        "vielen dank für die schnelle antwort, hat mir sehr geholfen!",
        "Danke, werde ich machen. Schönes Wochenende!",
        "danke, ich weiß jetzt, was ich machen muss",
        "wie sagt man danke auf polnisch?",
        "",
    ],
)
def test_thanks_alone_ask_nothing(text: str) -> None:
    assert behind_thanks(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("hallo wir brauchen hilfe beim antrag", "wir brauchen hilfe beim antrag"),
        ("Guten Tag zusammen, können Sie zu uns kommen?", "können Sie zu uns kommen?"),
        ("Sehr geehrte Damen und Herren, wer ist zuständig", "wer ist zuständig"),
        ("hallo liebes team", None),
        ("moin, jemand da?", None),
        ("wir sagen hallo auf polnisch", None),
        ("", None),
    ],
)
def test_what_is_said_behind_a_greeting_is_found(text: str, rest: str | None) -> None:
    assert behind_greeting(text) == rest
