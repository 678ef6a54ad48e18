from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.consultations.errors import StoreUnavailableError
from bot.conversations.counts import CountStore, Rating, ReasonCount, TopicCount
from bot.conversations.models import Reason, Role, Verdict
from bot.conversations.outcome import Outcome, Outcomes
from bot.conversations.store import ConversationStore
from bot.conversations.unanswered import unanswered_questions

DAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
OUTCOMES = Outcomes(
    {
        "Nicht verstanden.": "utter_fallback",
        "Meinten Sie?": "utter_clarify",
        "Guten Tag.": "utter_smalltalk/meta_begruessung",
        "112": "utter_emergency/notfall_gewalt",
        "Nicht mein Thema.": "utter_out_of_scope/oos_allgemein",
        "Not understood.": "utter_language_unclear/en",
        "German follows.": "utter_language/en",
        "Kontakt:": "utter_contact",
    }
)
ANSWER = {"card": "answer", "faq_id": "juleica", "handover": False}


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ija.sqlite'}"


def test_reasons_are_summed_by_topic_over_days(engine: Engine) -> None:
    counts = CountStore(engine)
    for day in (DAY, DAY - timedelta(days=1), DAY - timedelta(days=40)):
        counts.count_reason(day, "juleica", Reason.OUTDATED)
    counts.count_reason(DAY, "visum", Reason.MISSING)
    assert counts.reasons_since(DAY - timedelta(days=7)) == [
        ReasonCount("juleica", Reason.OUTDATED, 2),
        ReasonCount("visum", Reason.MISSING, 1),
    ]


def test_numbers_add_up_by_topic_and_decision(engine: Engine) -> None:
    store = CountStore(engine)
    assert store.first_day() is None
    for _ in range(3):
        store.count_outcome(DAY, Outcome("answer", "juleica"))
    store.count_outcome(date(2026, 11, 1), Outcome("answer", "juleica"))
    store.count_outcome(DAY, Outcome("fallback"))
    assert store.topics_since(DAY) == [
        TopicCount("juleica", "answer", 3),
        TopicCount("", "fallback", 1),
    ]
    assert store.topics_since(date(2026, 10, 1))[0].number == 4
    assert store.first_day() == date(2026, 11, 1)


def test_ratings_are_kept_apart(engine: Engine) -> None:
    store = CountStore(engine)
    store.count_verdict(DAY, "juleica", Verdict.NOT_HELPFUL)
    store.count_verdict(DAY, "juleica", Verdict.NOT_HELPFUL)
    store.count_verdict(DAY, "juleica", Verdict.HELPFUL)
    store.count_verdict(DAY, "visum", Verdict.HELPFUL)
    assert store.ratings_since(DAY) == [Rating("juleica", 1, 2), Rating("visum", 1, 0)]
    assert store.ratings_since(date(2026, 11, 27)) == []


def test_strange_topics_do_no_harm(engine: Engine) -> None:
    store = CountStore(engine)
    for topic in ("x" * 500, "'; DROP TABLE chat_feedback; --", "😀"):
        store.count_outcome(DAY, Outcome("answer", topic))
        store.count_verdict(DAY, topic, Verdict.HELPFUL)
    assert len(store.topics_since(DAY)) == 3
    assert max(len(rating.topic) for rating in store.ratings_since(DAY)) == 80


def test_a_missing_database_is_told(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE chat_topic_counts")
    with pytest.raises(StoreUnavailableError):
        CountStore(engine).count_outcome(DAY, Outcome("answer", "juleica"))


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([ANSWER], Outcome("answer", "juleica")),
        ([{**ANSWER, "handover": True}, {"text": "Möchten Sie?"}], Outcome("handover", "juleica")),
        ([{"text": "German follows."}, ANSWER], Outcome("answer", "juleica")),
        ([{"card": "deadlines", "items": []}], Outcome("act")),
        ([{"card": "deadlines", "asked": ["dpjw"]}], Outcome("act", "frist:dpjw")),
        ([{"card": "deadlines", "asked": ["dpjw", "dfjw"]}], Outcome("act")),
        ([{"card": "deadlines", "asked": []}], Outcome("act")),
        ([{"card": "deadlines", "asked": "dpjw"}], Outcome("act")),
        ([{"text": "Kontakt:"}, {"card": "contact"}], Outcome("handover")),
        ([{"text": "Nicht verstanden."}], Outcome("fallback")),
        ([{"text": "Not understood."}, {"text": "Meinten Sie?"}], Outcome("fallback")),
        ([{"text": "Meinten Sie?"}], Outcome("clarify")),
        ([{"text": "112"}, {"text": "Nicht verstanden."}], Outcome("emergency", "notfall_gewalt")),
        ([{"text": " Guten Tag. "}], Outcome("smalltalk", "meta_begruessung")),
        ([{"text": "Nicht mein Thema."}], Outcome("out_of_scope", "oos_allgemein")),
        ([{"text": "Wie heißen Sie?"}], None),
        ([{"card": "summary", "fields": []}], None),
        ([], None),
        ([{"card": 7, "text": None}], None),
        # Shown, but not settled on.
        ([{**ANSWER, "is_proposal": True}], Outcome("clarify")),
    ],
)
def test_what_became_of_a_question_is_read_from_the_answers(
    messages: list[dict[str, Any]], expected: Outcome | None
) -> None:
    assert OUTCOMES.of(messages) == expected


def test_the_real_responses_tell_their_families() -> None:
    folder = Path(__file__).resolve().parents[3] / "data" / "responses"
    outcomes = Outcomes.from_folder(folder)
    assert outcomes.of([{"text": _text(folder / "fallback.yml", "utter_fallback")}]) == Outcome(
        "fallback"
    )
    key = "utter_smalltalk/meta_bot_faehigkeiten"
    found = outcomes.of([{"text": _text(folder / "smalltalk.yml", key)}])
    assert found == Outcome("smalltalk", "meta_bot_faehigkeiten")


def _text(path: Path, key: str) -> str:
    import yaml

    text: str = yaml.safe_load(path.read_text(encoding="utf-8"))["responses"][key][0]["text"]
    return text


def test_unreadable_response_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("responses: [", encoding="utf-8")
    (tmp_path / "b.yml").write_bytes(b"\xff")
    (tmp_path / "c.yml").write_text("responses: {utter_fallback: 3, utter_clarify: [x]}")
    assert Outcomes.from_folder(tmp_path).of([{"text": "x"}]) is None


def test_only_typed_questions_without_an_answer_are_found(engine: Engine) -> None:
    tokens = iter(["a", "b"])
    store = ConversationStore(engine, lambda: next(tokens))
    session = store.create(NOW)

    def say(text: str, *answers: dict[str, Any], payload: str | None = None) -> None:
        said = {"text": text} if payload is None else {"text": text, "payload": payload}
        store.append(session, Role.USER, said, NOW)
        for answer in answers:
            store.append(session, Role.BOT, answer, NOW)

    store.append(session, Role.BOT, {"text": "Guten Tag."}, NOW)
    say("Surfkurs?", {"text": "Nicht verstanden."})
    say("Juleica?", ANSWER)
    say("Was anderes", {"text": "Nicht verstanden."}, payload="/none_of_these")
    say("Segeln?", {"text": "Meinten Sie?"})
    session = store.create(NOW)
    say("Ohne Antwort geblieben")
    found = unanswered_questions(engine, OUTCOMES)
    assert [question.text for question in found] == ["Surfkurs?", "Segeln?"]
    assert "Surfkurs" not in repr(found)
