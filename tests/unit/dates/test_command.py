"""``python -m bot dates parse``."""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime, timedelta

import pytest

from bot.dates.command import main, read_now


class Input:
    """Standard input made of bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def answers(
    content: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, object]]:
    monkeypatch.setattr(sys, "stdin", Input(content))
    assert main(["parse", "--now", "2026-11-26T09:00", "--jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_line_has_one_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = "vom 2. bis 9. August in Łódź\n\nab Mai\r\nmorgen um 15 Uhr".encode()
    assert answers(lines, monkeypatch, capsys) == [
        {
            "text": "vom 2. bis 9. August in Łódź",
            "spans": [
                {
                    "start": 0,
                    "end": 20,
                    "from": "2027-08-02T00:00:00",
                    "to": "2027-08-10T00:00:00",
                    "grain": "day",
                }
            ],
        },
        {"text": "", "spans": []},
        {
            "text": "ab Mai",
            "spans": [
                {"start": 0, "end": 6, "from": "2027-05-01T00:00:00", "to": None, "grain": "month"}
            ],
        },
        {
            "text": "morgen um 15 Uhr",
            "spans": [
                {"start": 0, "end": 16, "from": "2026-11-27T15:00:00", "to": None, "grain": "hour"}
            ],
        },
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"\x00\x00",
        b"\xff\xfe am 3. Mai",
        "😀 am 3. Mai".encode(),
        b"a" * 300_000,
        b"12.7. " * 50_000,
        b"um " * 50_000,
        b"<b>\r\x85",
        "\u2028 im Mai".encode(),
    ],
)
def test_a_strange_line_has_one_object_too(
    line: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answers(line + b"\nheute\n", monkeypatch, capsys)
    assert len(found) == 2
    assert found[1]["text"] == "heute"


@pytest.mark.parametrize(
    "value", ["", "heute", "2026-13-01", "26.11.2026", "0001-01-01", "9999-01-01"]
)
def test_a_wrong_moment_is_refused_in_german(
    value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", "--now", value]) == 2
    assert "ist kein Zeitpunkt" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["zeigen"], ["parse", "--jetzt"], ["parse", "--now"]])
def test_wrong_usage_is_explained(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert "Aufruf: python -m bot dates parse" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "wall", "offset"),
    [
        ("2026-11-26", "2026-11-26T00:00", 1),
        ("2026-07-26T09:30", "2026-07-26T09:30", 2),
        ("2026-07-26T09:30+02:00", "2026-07-26T09:30", 2),
        ("2026-07-26T09:30Z", "2026-07-26T09:30", 0),
        ("2026-07-26T09:30-0300", "2026-07-26T09:30", -3),
    ],
)
def test_the_clock_that_is_given_counts(value: str, wall: str, offset: int) -> None:
    now = read_now(value)
    assert now is not None
    assert now.replace(tzinfo=None) == datetime.fromisoformat(wall)
    assert now.utcoffset() == timedelta(hours=offset)
