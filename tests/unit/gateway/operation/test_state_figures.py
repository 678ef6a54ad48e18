from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.consultations.errors import StoreUnavailableError
from bot.deadlines.office.book import LiveBook
from bot.gateway.app import purge_once
from bot.gateway.operation.state_figures import (
    database_readings,
    disk_readings,
    knowledge_readings,
    state_readers,
)
from bot.knowledge.catalogue import Catalogue
from bot.metrics.health_check import is_up
from bot.metrics.state import StateCollector
from bot.metrics.tasks import RETENTION, TaskEnd, TaskRecords
from bot.programmes.book import LiveProgrammes
from bot.retention.run import Retention
from tests.unit.channels.fake_rasa import running_fake_rasa
from tests.unit.gateway.gateway_rig import FAQ, MONDAY, GatewayRig


def values(readings: object) -> dict[tuple[str, str | None], float]:
    return {(r.name, r.label): r.value for r in readings}  # type: ignore[attr-defined]


def test_requests_and_mails_are_counted(rig: GatewayRig) -> None:
    rig.submit()
    rig.submit()
    found = values(database_readings(rig.engine, rig.moment + timedelta(seconds=90)))
    assert found["ija_database_up", None] == 1
    assert found["ija_requests", "web_form"] == found["ija_requests_open", None] == 2
    assert found["ija_requests", "telegram"] == found["ija_requests_overdue", None] == 0
    assert found["ija_outbox_pending", None] == 2
    assert found["ija_outbox_oldest_seconds", None] == 90


def test_what_is_late_or_lost_is_seen(rig: GatewayRig) -> None:
    rig.submit()
    with rig.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = 'dead'")
    found = values(database_readings(rig.engine, rig.moment + timedelta(days=30)))
    assert found["ija_requests_overdue", None] == found["ija_outbox_dead", None] == 1
    assert found["ija_outbox_oldest_seconds", None] == 0


def test_a_settled_request_is_neither_open_nor_overdue(rig: GatewayRig) -> None:
    rig.submit()
    with rig.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE consultation_requests SET state = 'answered'")
    found = values(database_readings(rig.engine, rig.moment + timedelta(days=30)))
    assert found["ija_requests_open", None] == found["ija_requests_overdue", None] == 0
    assert found["ija_requests", "web_form"] == 1


def test_a_silent_database_has_one_figure(tmp_path: Path) -> None:
    rig = GatewayRig(tmp_path)
    rig.engine.dispose()
    (tmp_path / "ija.sqlite").unlink()
    (tmp_path / "ija.sqlite").mkdir()
    assert values(database_readings(rig.engine, rig.moment)) == {("ija_database_up", None): 0}


def test_reviews_are_counted_from_the_files(rig: GatewayRig) -> None:
    knowledge = (Catalogue(FAQ), LiveProgrammes(FAQ), LiveBook(FAQ))
    now = values(knowledge_readings(*knowledge, rig.moment.date()))
    assert now["ija_knowledge_up", None] == 1
    later = values(knowledge_readings(*knowledge, rig.moment.date() + timedelta(days=3650)))
    entries = len(knowledge[0].all()) + len(knowledge[1].current().all())
    assert later["ija_answers_overdue_review", None] == entries


def test_a_broken_deadline_book_is_said_and_not_counted_as_fine(tmp_path: Path) -> None:
    (tmp_path / "deadlines.yml").write_text("{", encoding="utf-8")
    knowledge = (Catalogue(FAQ), LiveProgrammes(FAQ), LiveBook(tmp_path))
    found = values(knowledge_readings(*knowledge, MONDAY.date()))
    assert found["ija_knowledge_up", None] == 0
    assert ("ija_deadlines_overdue_review", None) not in found


def test_the_disk_is_measured(tmp_path: Path) -> None:
    found = values(disk_readings(tmp_path))
    assert 0 < found["ija_disk_free_bytes", None] <= found["ija_disk_size_bytes", None]


def test_a_process_is_up_or_not() -> None:
    with running_fake_rasa() as rasa:
        assert is_up(f"{rasa.url}/", 2.0)
        assert not is_up(f"{rasa.url}/gibt-es-nicht", 2.0)
    assert not is_up("http://127.0.0.1:1/", 2.0)


def test_all_readers_together_make_figures(rig: GatewayRig, tmp_path: Path) -> None:
    knowledge = (
        rig.services.content.catalogue,
        rig.services.content.programmes,
        rig.services.content.deadlines,
    )
    nowhere = "http://127.0.0.1:1/"
    readers = state_readers(rig.engine, knowledge, tmp_path, nowhere, lambda: rig.moment)
    rig.services.figures.registry.register(StateCollector(readers))
    value = rig.services.figures.registry.get_sample_value
    assert value("ija_rasa_up") == 0
    assert value("ija_database_up") == 1


@pytest.mark.parametrize("failure", [StoreUnavailableError(), RuntimeError("Erika Musterfrau")])
async def test_how_deleting_ended_is_written_down_for_the_figures(
    rig: GatewayRig, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    records = TaskRecords(rig.services.settings.tasks_dir)
    await purge_once(rig.services)
    assert records.last(RETENTION) == TaskEnd(0, rig.moment)

    def broken(_retention: Retention, _now: datetime) -> None:
        raise failure

    monkeypatch.setattr(Retention, "run", broken)
    await purge_once(rig.services)
    assert records.last(RETENTION) == TaskEnd(1, rig.moment)
