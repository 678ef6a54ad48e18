from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations.models import Reason, Role, Verdict
from bot.conversations.store import ConversationStore
from bot.improvement.gaps import Gap, Trouble
from bot.improvement.grouping import group
from bot.improvement.overview import gap_groups
from bot.improvement.service import Improvement
from bot.improvement.topics import LiveTopics
from bot.knowledge.catalogue import Catalogue
from tests.unit.improvement.project import CLARIFY, FALLBACK, Project

ANSWER = {
    "card": "answer",
    "faq_id": "visum",
    "question": "Brauchen wir ein Visum?",
    "answer": [{"kind": "p", "spans": [{"text": "Fragen Sie uns."}]}],
}


def asked(text: str) -> tuple[Role, dict[str, object]]:
    return Role.USER, {"text": text}


def pressed(payload: str) -> tuple[Role, dict[str, object]]:
    return Role.USER, {"text": "Knopf", "payload": payload}


def said(**payload: object) -> tuple[Role, dict[str, object]]:
    return Role.BOT, payload


@pytest.fixture
def improvement(project: Project) -> Improvement:
    return Improvement(
        project.engine,
        project.store,
        project.root,
        Catalogue(project.root / "faq"),
        LiveTopics(project.root / "data" / "nlu"),
        lambda _run: None,
        project.clock,
    )


def gaps(improvement: Improvement) -> list[Gap]:
    return improvement.gaps(improvement.now() - timedelta(days=7))


def test_every_kind_of_trouble_is_told(project: Project, improvement: Improvement) -> None:
    project.chat(asked("wo ist der zug"), said(text=FALLBACK))
    project.chat(asked("was mit geld"), said(text=CLARIFY))
    project.chat(
        asked("brauche stempel im pass"),
        said(text=CLARIFY),
        pressed('/choose_faq{"faq_id": "visum"}'),
        said(**ANSWER),
    )
    project.chat(asked("visum für hunde"), said(**ANSWER), pressed("/none_of_these"))
    project.chat(asked("brauchen wir ein visum"), said(**ANSWER))
    found = {gap.question: gap for gap in gaps(improvement)}
    assert {question: gap.trouble for question, gap in found.items()} == {
        "wo ist der zug": Trouble.NOT_UNDERSTOOD,
        "was mit geld": Trouble.ASKED_BACK,
        "brauche stempel im pass": Trouble.CLARIFIED,
        "visum für hunde": Trouble.NOT_HELPFUL,
    }
    assert found["brauche stempel im pass"].topic == "visum"
    assert found["visum für hunde"].answer == "Brauchen wir ein Visum? – Fragen Sie uns."


def test_a_rating_with_its_reason_makes_a_gap(project: Project, improvement: Improvement) -> None:
    session = project.chat(asked("visum für katzen"))
    chats = ConversationStore(project.engine, lambda: "t" * 32)
    number = chats.append(session, Role.BOT, ANSWER, project.now).number
    assert gaps(improvement) == []
    chats.rate(session, number, Verdict.NOT_HELPFUL, Reason.OUTDATED)
    (gap,) = gaps(improvement)
    assert (gap.trouble, gap.reason) == (Trouble.NOT_HELPFUL, Reason.OUTDATED)


def test_personal_data_and_emergencies_never_arrive(
    project: Project, improvement: Improvement
) -> None:
    project.chat(asked("ruf 0221 4710815 an, hilfe beim antrag"), said(text=FALLBACK))
    emergency = project.root / "data" / "responses" / "emergency.yml"
    emergency.write_text(
        "responses:\n  utter_emergency/notfall:\n  - text: Rufen Sie 112.\n", encoding="utf-8"
    )
    project.chat(asked("ich will nicht mehr"), said(text="Rufen Sie 112."), said(text=FALLBACK))
    (gap,) = gaps(improvement)
    assert "4710815" not in gap.question
    assert "4710815" not in repr(gap)
    assert "hilfe beim antrag" in gap.question


def test_old_questions_are_left_out(project: Project, improvement: Improvement) -> None:
    project.chat(asked("alte frage"), said(text=FALLBACK), ago=timedelta(days=8))
    assert gaps(improvement) == []


def test_groups_come_by_the_number_of_conversations(
    project: Project, improvement: Improvement
) -> None:
    for question in ("stempel im pass nötig", "stempel im pass nötig?", "Stempel im Pass nötig!"):
        project.chat(asked(question), said(text=FALLBACK))
    project.chat(*[turn for _ in range(5) for turn in (asked("lummerland"), said(text=FALLBACK))])
    first, second = improvement.groups(timedelta(days=7), set(Trouble))
    assert (first.conversations, len(first.gaps)) == (3, 3)
    assert (second.conversations, len(second.gaps), len(second.examples)) == (1, 5, 1)
    assert set(first.topics) <= {"faq/visum", "faq/fahrtkosten"}


def test_what_people_chose_themselves_is_suggested_first(
    project: Project, improvement: Improvement
) -> None:
    project.chat(
        asked("fahrtkosten zuschuss fahrt"),
        said(text=CLARIFY),
        pressed('/choose_faq{"faq_id": "visum"}'),
    )
    (found,) = improvement.groups(timedelta(days=7), {Trouble.CLARIFIED})
    assert found.topics[0] == "faq/visum"
    assert improvement.choices()[found.topics[0]] == "Brauchen wir ein Visum?"


def test_the_real_topics_are_told_apart() -> None:
    book = LiveTopics(Path(__file__).parents[3] / "data" / "nlu").current()
    questions = [
        "müssen betreuer ein führungszeugnis abgeben",
        "erweitertes führungszeugnis für ehrenamtliche teamer?",
        "welche versicherung brauchen wir für unsere gäste",
        "ist die gruppe im ausland haftpflichtversichert",
    ]
    assert book.index.suggest(questions[0], 1)[0] == "faq/fuehrungszeugnis"
    assert sorted(map(sorted, group(questions, book.index))) == [[0, 1], [2, 3]]


def test_without_gaps_or_topics_there_is_nothing_to_group() -> None:
    book = LiveTopics(Path("/nonexistent")).current()
    assert gap_groups([], set(Trouble), book) == []
