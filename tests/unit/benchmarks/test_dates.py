from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.dates import CASES, Score, is_hit, main, table

POINT = {"kind": "point", "from": "2027-08-09T00:00:00", "grain": "day", "to": None}
RANGE = {"kind": "interval", "from": "2027-08-09T00:00:00", "to": "2027-08-12T00:00:00"}
BEFORE = {"kind": "open_before", "from": "2027-08-09T00:00:00", "to": None}


@pytest.mark.parametrize(
    ("case", "found", "is_right"),
    [
        (POINT, [["2027-08-09T00:00:00", "2027-08-10T00:00:00", "day"]], True),
        (POINT, [["2027-08-09T00:00:00", "2027-08-10T00:00:00", "week"]], False),
        # A reader without grains keeps the time of day.
        (POINT, [["2027-08-09T04:30:00", None, None]], True),
        (POINT, [["2027-08-10T04:30:00", None, None]], False),
        (POINT, [], False),
        (RANGE, [["2027-08-01T00:00:00", None, "day"], [RANGE["from"], RANGE["to"], "day"]], True),
        (RANGE, [[RANGE["from"], "2027-08-11T00:00:00", "day"]], False),
        (BEFORE, [[None, BEFORE["from"], "day"]], True),
        (BEFORE, [[BEFORE["from"], None, "day"]], False),
        ({"kind": "negative", "from": None}, [], True),
        ({"kind": "negative", "from": None}, [["2027-08-09T00:00:00", None, "day"]], False),
    ],
)
def test_what_counts_as_right(
    case: dict[str, str | None], found: list[list[str | None]], is_right: bool
) -> None:
    assert is_hit(case, found) is is_right


def test_the_table_says_what_was_not_measured() -> None:
    score = Score(Counter({"point": 3, "interval": 1}), 0.5)
    text = table({"a": score, "b": None}, Counter({"point": 3, "interval": 2}))
    assert "| a | 4 (80.0 %) | 3 | 1 | 0 | 0 | 0 | 0.50 |" in text
    assert "| b | not measured" in text
    assert "pip install b" in text


def test_our_reader_answers_in_a_process_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.dates.READERS", {"lotse": None})
    case = POINT | {"text": "am 9. August", "ref": "2027-01-05T08:00:00+01:00"}
    (tmp_path / CASES).write_text(json.dumps(case) + "\n", encoding="utf-8")
    assert main(["--bench", str(tmp_path)]) == 0
    assert "| lotse | 1 (100.0 %) | 1 | 0 |" in capsys.readouterr().out


def test_missing_cases_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--bench", str(tmp_path)]) == 2
    assert CASES in capsys.readouterr().err
