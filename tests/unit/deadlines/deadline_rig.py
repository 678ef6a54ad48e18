"""Deadlines, books and moments for tests."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

from bot.deadlines.models import Body, Deadline, MonthDay, Programme, Round, Route, Rule
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.sources import PrimaryHosts
from bot.knowledge.entry import Source

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)
TODAY = NOW.date()
REAL = Path(__file__).resolve().parents[3] / "faq"
HOSTS = PrimaryHosts({"primary.example": frozenset(), "own.example": frozenset({"dfjw"})})
PRIMARY = Source("Stelle", "https://www.primary.example/x", 2026)
OLD_PRIMARY = Source("Stelle", "https://primary.example/x", 2025)
SECONDARY = Source("Presse", "https://press.example/x", 2026)
ASK = Body("DPJW", "https://dpjw.org")
PROGRAMME = Programme("dpjw", "DPJW", ASK, "foerderung_dpjw", ("PL",))
BRUSSELS = "Europe/Brussels"
MAY = Round(MonthDay(5, 1), MonthDay(5, 31), "im Mai")
OCTOBER = Round(MonthDay(10, 1), MonthDay(10, 31), "im Oktober")


def deadline(rule: Rule, *sources: Source, **changes: Any) -> Deadline:
    values: dict[str, Any] = {
        "id": "x",
        "programme": PROGRAMME,
        "action": "Antrag",
        "formats": (),
        "route": Route.DIRECT,
        "members_of": None,
        "last_known": (),
        "note": "",
        "checked_on": TODAY,
    }
    return Deadline(rule=rule, sources=sources or (PRIMARY,), **{**values, **changes})


def book_of(*deadlines: Deadline) -> DeadlineBook:
    programmes = {d.programme.id: d.programme for d in deadlines}
    return DeadlineBook(tuple(programmes.values()), deadlines, (), HOSTS)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.utc)
