from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.deadlines.office.parsing import read_book
from bot.fit.case import Case, Seat
from bot.fit.rulebook.rule_book import LiveRules, RuleBookError, read_rules
from bot.fit.rulebook.rule_check import check_rules
from bot.fit.rulebook.special import Effect, Match, SpecialRule, effect_on, match
from bot.programmes.models import Certainty
from tests.unit.fit.conftest import FAQ_DIR

RULE = """\
rules:
  - id: eine_regel
    programmes: [dpjw]
    countries: [PL]
    then: unclear
    text: Das entscheidet die Stelle.
    source: {title: Seite, url: "https://a.example/b", year: 2026}
    certainty: confirmed
    checked_on: 2026-11-01
"""


def problems(folder: Path, content: str) -> list[str]:
    (folder / "fit.yml").write_text(content, encoding="utf-8")
    with pytest.raises(RuleBookError) as caught:
        read_rules(folder)
    return [str(problem) for problem in caught.value.problems]


def test_real_rules_have_no_findings() -> None:
    programmes = {programme.id for programme in read_book(FAQ_DIR).programmes}
    assert check_rules(FAQ_DIR, programmes, date(2026, 11, 26)) == []
    assert len(read_rules(FAQ_DIR)) > 10


def test_unknown_programmes_and_days_to_come_are_findings_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "fit.yml").write_text(RULE, encoding="utf-8")
    found = [str(problem) for problem in check_rules(tmp_path, ["dfjw"], date(2026, 10, 1))]
    assert len(found) == 2
    assert "«dpjw»" in found[0]
    assert "Zukunft" in found[1]
    assert all("Zeile" in line for line in found)


def test_two_rules_of_one_id_are_a_finding(tmp_path: Path) -> None:
    twice = RULE + RULE.removeprefix("rules:\n")
    assert any("zweimal" in line for line in problems(tmp_path, twice))


def test_real_rules_that_refuse_have_a_source() -> None:
    for rule in read_rules(FAQ_DIR):
        assert rule.effect is not Effect.NO or rule.source is not None, rule.id


def test_a_rule_is_read(tmp_path: Path) -> None:
    (tmp_path / "fit.yml").write_text(RULE, encoding="utf-8")
    [rule] = read_rules(tmp_path)
    assert (rule.id, rule.effect, rule.countries) == ("eine_regel", Effect.UNCLEAR, ("PL",))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("then: unclear", "then: vielleicht", "vielleicht"),
        ("countries: [PL]", "countries: [QQ]", "«QQ»"),
        ("countries: [PL]", "countries: [NO]", "Norwegen"),
        ("countries: [PL]", "laender: [PL]", "«laender»"),
        ("id: eine_regel", "id: Eine Regel", "Kleinbuchstaben"),
        ("checked_on: 2026-11-01", "checked_on: bald", "Datum"),
        ("https://a.example/b", "a.example", "Internetadresse"),
        ("    text: Das entscheidet die Stelle.\n", "", "«text»"),
        ("Das entscheidet", "Das <b>entscheidet", "HTML"),
    ],
)
def test_findings_are_german_and_name_the_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    found = problems(tmp_path, RULE.replace(old, new))
    assert any(words in line for line in found), found
    assert all("fit.yml" in line for line in found)


def test_confirmed_needs_a_source(tmp_path: Path) -> None:
    without = "\n".join(line for line in RULE.splitlines() if "source" not in line)
    assert any("Quelle" in line for line in problems(tmp_path, without))


@pytest.mark.parametrize("content", ["", "rules: kaputt: [", "rules: []", "[]", "\x00", "rules: 3"])
def test_broken_files_are_findings(tmp_path: Path, content: str) -> None:
    assert problems(tmp_path, content)


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(RuleBookError):
        read_rules(tmp_path)


def test_the_last_good_rules_stay_while_an_editor_writes(tmp_path: Path) -> None:
    (tmp_path / "fit.yml").write_text(RULE, encoding="utf-8")
    live = LiveRules(tmp_path)
    before = live.current()
    (tmp_path / "fit.yml").write_text("rules: [", encoding="utf-8")
    assert live.current() is before


def rule(**conditions: object) -> SpecialRule:
    return SpecialRule(
        "r",
        Effect.NO,
        "Text",
        None,
        Certainty.ABOUT,
        date(2026, 11, 1),
        **conditions,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("conditions", "case", "expected"),
    [
        ({}, Case(), Match.YES),
        ({"countries": ("GB",)}, Case(), Match.NO),
        ({"countries": ("GB",)}, Case(countries=("FR",)), Match.NO),
        ({"countries": ("GB",)}, Case(countries=("FR", "GB")), Match.YES),
        ({"countries_other_than": ("FR",)}, Case(), Match.NO),
        ({"countries_other_than": ("FR",)}, Case(countries=("FR",)), Match.NO),
        ({"countries_other_than": ("FR",)}, Case(countries=("FR", "UA")), Match.YES),
        ({"partners_from": 3}, Case(countries=("FR", "PL")), Match.NO),
        ({"partners_from": 3}, Case(countries=("FR", "PL", "UA")), Match.YES),
        ({"starts_from": date(2027, 1, 1)}, Case(), Match.OPEN),
        ({"starts_from": date(2027, 1, 1)}, Case(start=date(2026, 12, 31)), Match.NO),
        ({"starts_from": date(2027, 1, 1)}, Case(start=date(2027, 1, 1)), Match.YES),
        ({"starts_before": date(2027, 1, 1)}, Case(start=date(2027, 1, 1)), Match.NO),
        ({"outside_nrw": True}, Case(), Match.OPEN),
        ({"outside_nrw": True}, Case(seat=Seat("x")), Match.OPEN),
        ({"outside_nrw": True}, Case(seat=Seat("Hamm", "nrw")), Match.NO),
        ({"outside_nrw": True}, Case(seat=Seat("München", "bayern")), Match.YES),
    ],
)
def test_conditions(conditions: dict[str, object], case: Case, expected: Match) -> None:
    assert match(rule(**conditions), case)[0] is expected


def test_a_refusal_for_one_country_is_a_question_beside_another() -> None:
    refusal = rule(countries=("IL",))
    assert effect_on(refusal, Case(countries=("IL",))) is Effect.NO
    assert effect_on(refusal, Case(countries=("IL", "ES"))) is Effect.UNCLEAR
