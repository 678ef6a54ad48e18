"""What waits for the disk and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.consultations.database.engine import open_engine, read_transaction

FULL, NORMAL = 2, 1


@pytest.mark.parametrize(("options", "expected"), [
    ({}, FULL), ({"waits_for_disk": True}, FULL), ({"waits_for_disk": False}, NORMAL),
])  # fmt: skip
def test_a_promise_waits_for_the_disk_and_a_chat_does_not(
    tmp_path: Path, options: dict[str, bool], expected: int
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'ija.sqlite'}", **options)
    try:
        for _ in range(2):  # the second transaction gets its connection from the pool
            with read_transaction(engine) as tx:
                assert tx.exec_driver_sql("PRAGMA synchronous").scalar() == expected
    finally:
        engine.dispose()
