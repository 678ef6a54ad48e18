from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.programmes.book import LiveProgrammes
from tests.unit.programmes.sheet_rig import SHEET


def test_sheets_are_found_by_id_and_by_topic(faq_dir: Path) -> None:
    book = LiveProgrammes(faq_dir).current()
    assert [sheet.id for sheet in book.all()] == ["altland", "nordland"]
    assert book.get("gibtsnicht") is None
    assert [sheet.id for sheet in book.of_topic("nordland")] == ["nordland"]


def test_edit_is_live_and_a_broken_edit_keeps_the_last_good_sheet(
    faq_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = LiveProgrammes(faq_dir)
    assert live.current().sheets["nordland"].short == "JWN"
    path = faq_dir / "programmes" / "nordland.yml"
    path.write_text(SHEET.replace("short: JWN", "short: Nordwerk"), encoding="utf-8")
    assert live.current().sheets["nordland"].short == "Nordwerk"
    with caplog.at_level(logging.WARNING):
        path.write_text("kaputt: [", encoding="utf-8")
        assert live.current().sheets["nordland"].short == "Nordwerk"
    assert "nordland.yml is not usable" in caplog.text
    assert live.current().get("altland") is not None
    path.unlink()
    assert live.current().get("nordland") is None


def test_a_folder_that_is_missing_holds_no_sheets(tmp_path: Path) -> None:
    assert LiveProgrammes(tmp_path).current().all() == []
