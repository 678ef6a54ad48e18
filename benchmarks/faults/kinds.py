"""The kinds of faults: each one an episode that begins whole and must end whole."""

from __future__ import annotations

from benchmarks.faults.kill_kinds import kill_client, kill_eraser, kill_fetcher, kill_mailer
from benchmarks.faults.mail_kinds import (
    bad_tls,
    smtp_drops_after_data,
    smtp_says_later,
    smtp_says_never,
    smtp_stalls,
    turn_clock,
)
from benchmarks.faults.storing_kinds import (
    double_click,
    fifty_clicks,
    fill_disk,
    kill_database,
    lock_database,
)
from benchmarks.faults.tally import Episode

EVERYWHERE: tuple[Episode, ...] = (
    kill_client,
    double_click,
    fifty_clicks,
    lock_database,
    smtp_says_later,
    smtp_says_never,
    smtp_stalls,
    smtp_drops_after_data,
    bad_tls,
    turn_clock,
    kill_mailer,
    kill_fetcher,
    kill_eraser,
)
SQLITE_ONLY: tuple[Episode, ...] = (fill_disk,)
SERVER_ONLY: tuple[Episode, ...] = (kill_database,)
