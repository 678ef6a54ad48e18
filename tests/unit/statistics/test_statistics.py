from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import open_engine, write_transaction
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.models import RequestState
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.conversations.counts import CountStore, add_hour
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.models import Reason, Verdict
from bot.conversations.outcome import CLARIFIED, Outcome
from bot.settings import Settings
from bot.statistics.build import build_statistics
from bot.statistics.command import main
from bot.statistics.export import statistics_xlsx
from bot.statistics.models import MIN_GROUP, Line, Statistics
from bot.statistics.wording import statistics_json, table_rows
from tests.unit.complete_draft import complete_draft

FAQ = Path(__file__).parents[3] / "faq"
DAY = date(2026, 11, 20)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Return an empty database, once of each kind."""
    engine = open_engine(database_url)
    migrate_consultations(engine)
    migrate_conversations(engine)
    yield engine
    engine.dispose()


def statistics(engine: Engine, first: date = DAY, last: date = DAY) -> Statistics:
    return build_statistics(engine, FAQ, first, last, 3)


def lines_of(found: Statistics, key: str) -> tuple[Line, ...]:
    (section,) = (section for section in found.sections if section.key == key)
    return section.lines


def numbers(found: Statistics, section: str) -> dict[str, int | None]:
    return {line.key: line.number for line in lines_of(found, section)}


def figure(found: Statistics, key: str) -> float | None:
    return next(figure.value for figure in found.figures if figure.key == key)


def count(engine: Engine, number: int, decision: str, topic: str = "", day: date = DAY) -> None:
    for _ in range(number):
        CountStore(engine).count_outcome(day, Outcome(decision, topic))


def came(engine: Engine, day: date, hour: int, channel: str) -> None:
    with write_transaction(engine) as tx:
        add_hour(tx, day, hour, channel)


def test_what_became_of_questions(engine: Engine) -> None:
    count(engine, 30, "answer", "visum_einladung")
    count(engine, 10, "act")
    count(engine, 20, "clarify")
    count(engine, 12, CLARIFIED)
    count(engine, 15, "handover")
    count(engine, 14, "fallback")
    count(engine, 11, "rejected")
    found = statistics(engine)
    assert numbers(found, "outcomes") == {
        "answered": 40,
        "asked_back": 20,
        "clarified": 12,
        "handed_over": 15,
        "not_understood": 25,
        "emergency": 0,
        "smalltalk": 0,
        "out_of_scope": 0,
        "failed": 0,
    }
    assert figure(found, "questions") == 100
    assert figure(found, "answered") == 0.4
    assert figure(found, "clarified") == 0.6
    assert sum(line.number or 0 for line in lines_of(found, "days")) == 100


def test_small_numbers_are_never_told(engine: Engine) -> None:
    count(engine, MIN_GROUP, "answer", "juleica")
    count(engine, MIN_GROUP - 1, "answer", "versicherung")
    count(engine, 1, "emergency", "notfall_suizid")
    came(engine, DAY, 3, "telegram")
    CountStore(engine).count_verdict(DAY, "juleica", Verdict.NOT_HELPFUL)
    found = statistics(engine)
    topics = lines_of(found, "topics")
    assert [line.key for line in topics] == ["juleica", "other"]
    # Told together, so that nobody can work out who was behind the rare one.
    assert topics[1].number == MIN_GROUP
    assert topics[1].label == "2 weitere Themen"
    assert "notfall_suizid" not in statistics_json(found)
    assert numbers(found, "hours")["3"] is None
    assert numbers(found, "channels") == {"telegram": None}
    assert numbers(found, "ratings") == {"helpful": 0, "not_helpful": None}
    assert figure(found, "helpful") is None


def test_ratings_reasons_hours_and_channels(engine: Engine) -> None:
    store = CountStore(engine)
    for number in range(20):
        helped = number < 15
        store.count_verdict(DAY, "visum", Verdict.HELPFUL if helped else Verdict.NOT_HELPFUL)
        store.count_reason(DAY, "visum", Reason.OUTDATED)
        came(engine, DAY, 14 if helped else 9, "web" if helped else "telegram")
    found = statistics(engine)
    assert figure(found, "helpful") == 0.75
    assert numbers(found, "reasons")["outdated"] == 20
    assert (numbers(found, "hours")["14"], numbers(found, "hours")["9"]) == (15, 5)
    assert numbers(found, "channels") == {"web": 15, "telegram": 5}


def test_only_the_period_counts(engine: Engine) -> None:
    for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)):
        count(engine, 5, "answer", "juleica", day)
        for _ in range(5):
            came(engine, day, 10, "web")
    found = statistics(engine, DAY, DAY + timedelta(days=1))
    assert figure(found, "questions") == 10
    assert numbers(found, "hours")["10"] == 10
    assert numbers(found, "topics") == {"juleica": 10}
    assert found.counted_since == DAY - timedelta(days=1)


def test_a_long_period_is_told_by_weeks(engine: Engine) -> None:
    count(engine, 7, "answer", day=date(2026, 11, 22))
    count(engine, 8, "answer", day=date(2026, 11, 23))
    found = statistics(engine, date(2026, 10, 1), date(2026, 11, 30))
    weeks = numbers(found, "weeks")
    assert (weeks["2026-11-16"], weeks["2026-11-23"], weeks["2026-10-05"]) == (7, 8, 0)


def test_how_fast_the_office_answers(engine: Engine) -> None:
    # A Friday; the Monday is one working day later.
    received = datetime(2026, 11, 20, 9, tzinfo=timezone.utc)
    moment = [received]
    service = ConsultationService(SqlConsultationStore(engine), lambda: moment[0])
    requests = [service.submit(complete_draft(), f"key-{number}") for number in range(12)]
    for request in requests[:5]:
        service.change_state(request.reference, RequestState.ANSWERED, "anna")
    moment[0] = received + timedelta(days=3)
    for request in requests[5:10]:
        service.change_state(request.reference, RequestState.ANSWERED, "anna")
    moment[0] = received + timedelta(days=30)
    service.change_state(requests[10].reference, RequestState.WITHDRAWN, "anna")
    found = statistics(engine)
    response = numbers(found, "response")
    assert (response["0"], response["1"], response["open"]) == (5, 5, None)
    assert figure(found, "requests") == 11
    assert figure(found, "response") == 0.5
    assert figure(found, "in_time") == 1.0


@pytest.mark.parametrize(
    ("first", "last"), [(DAY, DAY - timedelta(days=1)), (date(1990, 1, 1), DAY)]
)
def test_an_impossible_period_is_refused(engine: Engine, first: date, last: date) -> None:
    with pytest.raises(ValueError, match="period"):
        statistics(engine, first, last)


def test_numbers_are_numbers_in_excel_and_nothing_is_a_formula(engine: Engine) -> None:
    count(engine, 9, "answer", "=cmd()")
    found = statistics(engine)
    sheet = load_workbook(io.BytesIO(statistics_xlsx(found))).active
    cells = {row[1].value: row for row in sheet.iter_rows(min_row=2)}
    assert cells["=cmd()"][1].data_type == "s"
    assert cells["=cmd()"][2].value == 9
    assert cells["Fragen"][2].value == 9
    assert len(table_rows(found)) == sheet.max_row - 1


def test_one_more_topic_is_one(engine: Engine) -> None:
    count(engine, MIN_GROUP, "answer", "juleica")
    count(engine, 1, "answer", "versicherung")
    assert lines_of(statistics(engine), "topics")[1].label == "1 weiteres Thema"


def test_the_command_speaks_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path)})
    today = DAY + timedelta(days=3)
    assert main(["--from", "2026-11-01", "--to", "2026-11-20", "--json"], settings, today) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["from"], content["to"]) == ("2026-11-01", "2026-11-20")
    assert content["sections"]["hours"][5] == {
        "key": "5", "label": "5 Uhr", "number": 0, "share": None
    }  # fmt: skip
    assert main([], settings, today) == 0
    assert "25.10.2026 bis 23.11.2026" in capsys.readouterr().out
    assert main(["--from", "2027-01-01"], settings, today) == 2
    with pytest.raises(SystemExit):
        main(["--from", "gestern"], settings, today)
