from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.load import Load
from benchmarks.machine import Machine, free_ports
from benchmarks.quality import Quality
from benchmarks.report import BEGIN, END, ReportError, Result, Run, render, write_report
from benchmarks.serving import Served
from benchmarks.training import Trained

MACHINE = Machine(date(2026, 11, 26), "a processor", 2, 23.6, "3.10.13", "3.6.21", 0.25)
RUN = Run(MACHINE, 8, 100, {"faq/a": ["x"] * 8, "faq/b": ["y"] * 8, "affirm": ["ja"]})


def load(at_once: int, per_second: float, p95: float) -> Load:
    return Load(at_once, 100, 0, per_second, p95 / 2, p95)


STOCK = Result(
    {"dev": Quality(552, 0.25, 0.32, 0.75, 0.0)},
    Trained(Path(), Path(), 400.0, 1500.0),
    Served(30.0, {"rasa": 1000.0}, [load(1, 12, 90), load(10, 14, 900)]),
)
OURS = Result(
    {"dev": Quality(552, 0.8, 0.92, 0.05, 0.1)},
    Trained(Path(), Path(), 20.0, 400.0),
    Served(
        6.0,
        {"rasa": 460.0, "gateway": 70.0},
        [load(1, 40, 30), load(10, 55, 300)],
        [load(1, 30, 40), load(10, 45, 350)],
    ),
)
BOTH = {"stock": STOCK, "ours": OURS}


def row(table: str, name: str, nth: int = 0) -> list[str]:
    rows = [line for line in table.splitlines() if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in rows[nth].strip("|").split("|")][1:]


def test_both_sides_with_ratio_and_goal() -> None:
    table = render(RUN, BOTH)
    assert row(table, "dev.tsv (552 questions): first topic right") == [
        "25.0%",
        "80.0%",
        "3.20",
        "",
    ]
    assert row(table, "Training, seconds") == ["400", "20", "0.05", "5 times faster: reached"]
    assert row(table, "Memory of all that answers, MiB") == [
        "1000",
        "460",
        "0.46",
        "at most 60 %: reached",
    ]
    assert "17 sentences of 2 topics (8 of each)" in table
    assert "2026-11-26 · a processor, 2 cores, 24 GiB" in table


def test_goals_of_the_load_stand_at_the_largest_one() -> None:
    table = render(RUN, BOTH)
    assert row(table, "10 at once: messages per second")[-1] == "4 times: **missed**"
    assert row(table, "1 at once: messages per second")[-1] == ""
    assert row(table, "… 95th percentile, ms", 1) == [
        "900",
        "300",
        "0.33",
        "at most a third: reached",
    ]


def test_what_a_side_does_not_have_stays_open() -> None:
    table = render(RUN, BOTH)
    assert row(table, "… gateway") == ["–", "70", "–", ""]
    assert row(table, "10 at once, through the gateway: messages per second") == [
        "–",
        "45.0",
        "–",
        "",
    ]


def test_one_side_alone_has_no_ratios() -> None:
    table = render(RUN, {"ours": OURS})
    assert row(table, "Training, seconds") == ["–", "20", "–", "5 times faster"]


def test_nothing_wrong_at_all_has_no_ratio() -> None:
    perfect = replace(STOCK, quality={"dev": Quality(552, 1.0, 1.0, 0.0, 0.0)})
    table = render(RUN, {"stock": perfect, "ours": OURS})
    assert row(table, "… answered as certain and wrong") == ["0.0%", "5.0%", "–", ""]


def test_only_the_text_between_the_marks_is_renewed(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    table = write_report(RUN, BOTH, path)
    assert path.read_text(encoding="utf-8") == f"before\n{BEGIN}\n{table}{END}\nafter\n"
    write_report(RUN, BOTH, path)
    assert path.read_text(encoding="utf-8") == f"before\n{BEGIN}\n{table}{END}\nafter\n"


def test_a_report_without_marks_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.md"
    path.write_text("no place", encoding="utf-8")
    with pytest.raises(ReportError):
        write_report(RUN, BOTH, path)
    assert path.read_text(encoding="utf-8") == "no place"


def test_our_own_report_has_its_marks() -> None:
    text = (Path(__file__).parents[3] / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert text.index(BEGIN) < text.index(END)


def test_this_machine_describes_itself() -> None:
    machine = Machine.this()
    assert machine.cores >= 1
    assert machine.memory_gib > 0.5
    assert machine.rasa.startswith("3.6")


def test_free_ports_are_different() -> None:
    assert len(set(free_ports(4))) == 4
