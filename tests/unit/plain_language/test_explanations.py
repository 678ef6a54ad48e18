from __future__ import annotations

import pytest

from bot.plain_language.explanations import unexplained
from bot.plain_language.sentences import read_sentences
from bot.plain_language.vocabulary import Term, load_vocabulary

VOCABULARY = load_vocabulary([Term("Sachbericht"), Term("Restbetrag")])


def missing(text: str) -> list[str]:
    return [found.name for found in unexplained(read_sentences(text), VOCABULARY)]


@pytest.mark.parametrize(
    "text",
    [
        "Eine Duldung ist eine Erlaubnis zum Bleiben.",
        "Duldung heißt: Die Person darf vorerst bleiben.",
        "Die Person hat eine Duldung. Das ist die Erlaubnis, vorerst zu bleiben.",
        "Der Bescheid ist der Brief mit der Zusage. Lesen Sie den Bescheid.",
        "Lesen Sie den Bescheid. Der Bescheid ist der Brief mit der Zusage.",
        "Sorgeberechtigte sind meist die Eltern.",
        "Oft dürfen Sie mehrere Geldgeber haben. Das heißt Kofinanzierung.",
        "Eine Absage kostet oft Geld. Das sind Stornokosten.",
        "Der Ausweis heißt Juleica.",
        "Die Fachstelle dafür ist ConAct.",
        "Fragen Sie die Fachstelle ConAct.",
        "Das Deutsch-Polnische Jugendwerk (DPJW) hilft.",
        "Sie brauchen ein Visum (Erlaubnis zur Einreise).",
        "Eine Zentralstelle sammelt Anträge für einen Verband.",
        "Fragen Sie seine Zentralstelle. Sie sammelt die Anträge.",
        "Bei einem Workcamp arbeiten junge Menschen zusammen.",
        "- Workcamp: Eine Gruppe arbeitet für einen guten Zweck.",
        "- Polen: Deutsch-Polnisches Jugendwerk\n- Israel: ConAct",
        "Fragen Sie IJAB und SALTO. Das sind Stellen für Jugendarbeit.",
        "Nutzen Sie den Fragebogen i-EVAL.",
        "Der Sachbericht ist ein Bericht über die Reise.",
    ],
)
def test_explained_terms(text: str) -> None:
    assert missing(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lesen Sie den Bescheid.", ["Bescheid"]),
        ("Der Bescheid ist wichtig.", ["Bescheid"]),
        ("Der Bescheid ist da. Sie sollten ihn lesen.", ["Bescheid"]),
        ("Das DPJW hilft (Stand 2026).", ["Deutsch-Polnisches Jugendwerk"]),
        ("Die Kosten sind im Finanzplan.", ["Finanzplan"]),
        ("Fragen Sie IJAB und SALTO. Das ist eine Stelle der EU.", ["IJAB"]),
        ("Duldung und Visum sind wichtig.", ["Duldung", "Visum"]),
        ("Der Sachbericht fehlt.", ["Sachbericht"]),
        ("Gehen Sie zum KFZ.", ["KFZ"]),
    ],
)
def test_unexplained_terms(text: str, names: list[str]) -> None:
    assert missing(text) == names


def test_the_first_use_is_told() -> None:
    [found] = unexplained(
        read_sentences("Das geht.\nLesen Sie den Bescheid. Der Bescheid hilft."), VOCABULARY
    )
    assert (found.sentence.text, found.sentence.line) == ("Lesen Sie den Bescheid.", 2)


def test_words_that_everyone_here_knows() -> None:
    assert missing("Der Verein stellt in NRW den Antrag beim Jugendamt.") == []
