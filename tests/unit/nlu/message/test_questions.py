"""What counts as several questions in one message."""

from __future__ import annotations

import pytest

from bot.nlu.message.questions import questions_of


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        (
            "Kommen Gäste aus Serbien ohne Visum rein? Und wer bezahlt die Fahrt?",
            ["Kommen Gäste aus Serbien ohne Visum rein?", "wer bezahlt die Fahrt?"],
        ),
        (
            "Wir sind ein Jugendclub in Unna. Welche Versicherung ist nötig und müssen die "
            "Eltern alles unterschreiben?",
            ["Welche Versicherung ist nötig", "müssen die Eltern alles unterschreiben?"],
        ),
        (
            "hallo wie alt sollen die sein, wie viele betreuer müssen mit",
            ["wie alt sollen die sein", "wie viele betreuer müssen mit"],
        ),
        (
            "erstens was kostet so ein camp zweitens bis wann muss man sich melden",
            ["was kostet so ein camp", "bis wann muss man sich melden"],
        ),
    ],
)
def test_each_question_of_a_message_is_found(message: str, questions: list[str]) -> None:
    assert questions_of(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "",
        "???",
        "Wer zahlt?",
        "Wir fahren nach Riga und suchen noch Geld. Wer fördert das?",
        # A clause is no question of its own.
        "Können Sie mir sagen, wer bei uns zuständig ist?",
        "Wie finden wir einen Partner und schreiben ihn an?",
        # Full stops that end nothing.
        "Brauchen wir als e. V. ab dem 1.5. z. B. eine Versicherung?",
        "Visum und Pass?",
        "Was kostet das und wie?",
    ],
)
def test_one_question_has_no_parts(message: str) -> None:
    assert questions_of(message) == []


def test_more_than_three_are_not_looked_at() -> None:
    asked = "Was ist ein Workcamp? " * 50
    assert len(questions_of(asked)) == 3
