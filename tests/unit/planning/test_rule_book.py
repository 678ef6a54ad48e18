"""The editor's file of steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.deadlines.office.parsing import read_book
from bot.knowledge.catalogue import Catalogue
from bot.planning.models import Lead, Phase
from bot.planning.rule_book import (
    LivePlanRules,
    PlanRulesError,
    check_plan_rules,
    read_plan_rules,
)
from tests.unit.planning.plan_rig import FAQ_DIR, NOW

FILE = """checked_on: 2026-11-23
sources:
  amt: {title: "Amt", url: "https://amt.example/x", year: 2026}
steps:
  - id: schritt
    phase: reise
    title: "Schritt"
    text: "Ein Satz."
    when: {earliest: {months: 3}, latest: {weeks: 6}}
    only: {formats: [jugendbegegnung], countries: ["NO", PL], minors: true}
    sources: [amt]
"""


def write(folder: Path, content: str) -> Path:
    (folder / "planer.yml").write_text(content, encoding="utf-8")
    return folder


def test_a_step_is_read_with_its_times_and_conditions(tmp_path: Path) -> None:
    [rule] = read_plan_rules(write(tmp_path, FILE))
    assert (rule.phase, rule.earliest, rule.latest) == (
        Phase.JOURNEY, Lead(months=3), Lead(weeks=6),
    )  # fmt: skip
    assert rule.only.countries == ("NO", "PL")
    assert rule.only.minors
    assert rule.sources[0].title == "Amt"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("phase: reise", "phase: spaeter", "«phase: spaeter» ist unbekannt"),
        ("{months: 3}", "{months: 0}", "Zeitangabe fehlt"),
        ("{months: 3}", "{months: 99}", "keine ganze Zahl"),
        ("latest: {weeks: 6}", "after_end: {weeks: 6}", "nur zu «phase: danach»"),
        ("sources: [amt]", "sources: [gibtsnicht]", "diesen Beleg gibt es"),
        ("sources: [amt]", "basis: hoerensagen", "praxiswissen"),
        ("    sources: [amt]\n", "", "Der Beleg fehlt"),
        ("[jugendbegegnung]", "[kaffeefahrt]", "kaffeefahrt"),
        ('["NO", PL]', "[QQ]", "QQ"),
        ('["NO", PL]', "[NO]", "Norwegen"),
        ("Ein Satz.", "Ein <b>Satz</b>.", "HTML"),
        ("checked_on: 2026-11-23", "checked_on: bald", "kein Datum"),
        ("  - id: schritt", "  - id: Schritt!", "id"),
        ("only: {", "nur: {", "«nur» ist hier unbekannt"),
    ],
)
def test_what_is_wrong_is_said_in_german_with_its_line(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in FILE
    with pytest.raises(PlanRulesError) as caught:
        read_plan_rules(write(tmp_path, FILE.replace(old, new, 1)))
    findings = "\n".join(map(str, caught.value.problems))
    assert told in findings
    assert "faq" in findings or "planer.yml" in findings


@pytest.mark.parametrize("content", ["", "steps: [", "\x00", "- eins", "steps: x"])
def test_rubbish_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(PlanRulesError):
        read_plan_rules(write(tmp_path, content))


def test_the_last_good_file_stays_while_an_editor_breaks_it(tmp_path: Path) -> None:
    live = LivePlanRules(write(tmp_path, FILE))
    before = live.current()
    write(tmp_path, "steps: [")
    assert live.current() == before


def test_the_real_file_names_only_programmes_and_answers_that_exist() -> None:
    programmes = frozenset(programme.id for programme in read_book(FAQ_DIR).programmes)
    topics = frozenset(entry.id for entry in Catalogue(FAQ_DIR).all())
    assert check_plan_rules(FAQ_DIR, programmes, topics, NOW.date()) == []


def test_unknown_names_and_a_future_check_are_found(tmp_path: Path) -> None:
    content = FILE.replace("minors: true", "programmes: [gibtsnicht]").replace(
        "    sources: [amt]", "    sources: [amt]\n    topic: fehlt"
    )
    content = content.replace("2026-11-23", "2027-01-01")
    found = "\n".join(
        map(str, check_plan_rules(write(tmp_path, content), {"dpjw"}, frozenset(), NOW.date()))
    )
    assert all(part in found for part in ("gibtsnicht", "fehlt", "Zukunft"))
