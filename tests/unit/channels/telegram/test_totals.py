from __future__ import annotations

from datetime import datetime, timedelta, timezone

import sqlalchemy as sa

from bot.channels.telegram.incoming import read_update
from bot.channels.telegram.kept.inbox import SqlInbox
from bot.channels.telegram.kept.outbox import SqlOutbox
from bot.channels.telegram.migrations import migrate
from bot.channels.telegram.shown.outgoing import messages
from bot.channels.telegram.shown.rich import plain
from bot.channels.telegram.totals import TelegramTotals, telegram_totals
from bot.consultations.database.engine import open_engine
from bot.gateway.operation.state_figures import telegram_readings
from tests.unit.channels.telegram.telegram_rig import CHAT, message

NOW = datetime(2026, 11, 26, 12, tzinfo=timezone.utc)


def test_what_waits_and_what_was_given_up_is_counted_on_both_databases(database_url: str) -> None:
    engine = open_engine(database_url)
    migrate(engine)
    assert telegram_totals(engine, NOW) == TelegramTotals(0, 0.0, 0, 0)
    inbox, outbox = SqlInbox(engine), SqlOutbox(engine)
    for number, minutes in ((1, 5), (2, 3)):
        update = read_update({"update_id": number, "message": message(number, text="Frage")})
        assert update is not None
        inbox.add(update, NOW - timedelta(minutes=minutes))
    for key in ("a", "b", "c"):
        outbox.add(key, CHAT, messages([plain("Antwort")]), NOW)
    with engine.begin() as tx:
        tx.execute(sa.text("UPDATE telegram_updates SET state = 'working' WHERE update_id = 1"))
        tx.execute(sa.text("UPDATE telegram_outbox SET state = 'dead' WHERE key = 'a.0'"))
        tx.execute(sa.text("UPDATE telegram_outbox SET state = 'sent' WHERE key = 'b.0'"))
    assert telegram_totals(engine, NOW) == TelegramTotals(2, 300.0, 1, 1)
    found = {reading.name: reading.value for reading in telegram_readings(engine, NOW)}
    assert found == {
        "ija_telegram_updates_waiting": 2,
        "ija_telegram_oldest_seconds": 300.0,
        "ija_telegram_messages_waiting": 1,
        "ija_telegram_messages_dead": 1,
    }
