"""The file of school holidays: ours, and what happens with a broken one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.dates.calendar.school import (
    SCHOOL_FILE,
    SchoolHolidays,
    SchoolHolidaysError,
    current_school_holidays,
    read_school_holidays,
)
from bot.deadlines.office.school_check import check_school_holidays

TODAY = date(2026, 11, 26)


def test_our_file_is_right() -> None:
    assert check_school_holidays(SCHOOL_FILE.parent, TODAY) == []


def test_our_holidays_do_not_overlap_and_begin_on_working_days() -> None:
    periods = sorted(read_school_holidays(SCHOOL_FILE).periods.values())
    assert all(left[1] <= right[0] for left, right in zip(periods, periods[1:], strict=False))
    # From 2026 on the ministry counts the Saturday before; Sundays never.
    assert all(first.weekday() < 6 for first, _ in periods)


def test_summer_holidays_last_six_and_a_half_weeks() -> None:
    school = read_school_holidays(SCHOOL_FILE)
    for year in range(2023, 2031):
        found = school.find("sommerferien", year)
        assert found is not None
        assert found[1] - found[0] == timedelta(days=44)


def test_an_edit_is_live_at_once(tmp_path: Path) -> None:
    path = tmp_path / "schulferien.yml"
    assert current_school_holidays(path) == SchoolHolidays()
    path.write_text("ferien:\n  osterferien:\n    - [2027-03-22, 2027-04-03]\n", encoding="utf-8")
    found = current_school_holidays(path).find("osterferien", 2027)
    assert found == (date(2027, 3, 22), date(2027, 4, 4))
    path.write_text("ferien: [", encoding="utf-8")
    assert current_school_holidays(path) == SchoolHolidays()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "ferien: 3",
        "ferien: {osterferien: [[2027-04-03, 2027-03-22]]}",
        "ferien: {osterferien: [[2027-04-03]]}",
        "ferien: {osterferien: [heute]}",
        "[",
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "schulferien.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SchoolHolidaysError):
        read_school_holidays(path)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("2027-03-22, 2027-04-03", "2027-04-03, 2027-03-22"), "liegt vor dem ersten"),
        (("2027-03-22, 2027-04-03", "2027-03-22"), "erster und letzter Ferientag"),
        (("2027-03-22, 2027-04-03", "2026-03-22, 2026-04-03"), "steht zweimal da"),
        (("  pfingstferien:", "  brueckentage:"), "brueckentage"),
        (("checked_on: 2026", "checked_on: 2999"), "Zukunft"),
        (("url: https", "url: ftp"), "url"),
    ],
)
def test_an_editor_is_told_what_is_wrong(
    tmp_path: Path, change: tuple[str, str], finding: str
) -> None:
    content = SCHOOL_FILE.read_text(encoding="utf-8")
    assert change[0] in content
    (tmp_path / SCHOOL_FILE.name).write_text(content.replace(*change), encoding="utf-8")
    problems = check_school_holidays(tmp_path, TODAY)
    assert [problem for problem in problems if finding in str(problem)]


def test_an_editor_is_told_when_the_years_run_out() -> None:
    [problem] = check_school_holidays(SCHOOL_FILE.parent, date(2031, 1, 1))
    assert "2031" in problem.message
