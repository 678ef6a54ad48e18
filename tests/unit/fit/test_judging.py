"""Rules of sheets that the real ones do not show at their edges."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deadlines.models import Body
from bot.deadlines.sources import PrimaryHosts
from bot.fit.case import Case, Span
from bot.fit.judging import Background, judge
from bot.fit.result import Finding, Judgement
from bot.knowledge.entry import Source
from bot.programmes.models import Aspect, Certainty, Fact, Sheet, State
from bot.programmes.values import Countries, GroupSize, Kinds, Value
from bot.programmes.values import Span as Years

SOURCE = Source("Seite", "https://a.example", 2026)


def fact(value: Value | None, *formats: str, certainty: Certainty = Certainty.ABOUT) -> Fact:
    members_of = "Verband" if certainty is Certainty.MEMBERS else None
    return Fact("Ein Satz.", SOURCE, certainty, value, members_of, formats)


def sheet(**facts: list[Fact]) -> Sheet:
    return Sheet(
        id="werk",
        name="Werk",
        short="Werk",
        article="das",
        state=State.OPEN,
        replaced_by=None,
        former_names=(),
        topic=None,
        summary="Ein Werk.",
        summary_sources=(SOURCE,),
        contact=Body("Werk", "https://a.example"),
        checked_on=date(2026, 11, 1),
        review_by=date(2027, 11, 1),
        facts={Aspect[name.upper()]: tuple(found) for name, found in facts.items()},
    )


def judgement(
    aspect: Aspect,
    case: Case,
    *facts: Fact,
    countries: tuple[str, ...] = (),
    any_country: bool = False,
    formats: tuple[str, ...] = (),
) -> Judgement:
    background = Background(countries, any_country, (), frozenset(formats), PrimaryHosts({}))
    found = judge(sheet(**{aspect.name.lower(): list(facts)}), case, background)
    return next(item for item in found if item.topic == aspect.value)


def test_rules_for_members_never_decide() -> None:
    members = fact(Years(8, 26), certainty=Certainty.MEMBERS)
    found = judgement(Aspect.AGE, Case(age=Span(30, 40)), members)
    assert (found.finding, found.evidence) == (Finding.UNKNOWN, ())


def test_the_rule_for_the_format_goes_before_the_general_one() -> None:
    general, own = fact(Years(8, 26)), fact(Years(16, None), "fachkraefte")
    plan = Case(format="fachkraefte", age=Span(30, 40))
    assert judgement(Aspect.AGE, plan, general, own).finding is Finding.KEPT
    exchange = Case(format="jugendbegegnung", age=Span(30, 40))
    assert judgement(Aspect.AGE, exchange, general, own).finding is Finding.BROKEN


def test_rules_side_by_side_are_alternatives() -> None:
    facts = (fact(Kinds(("verein",))), fact(Kinds(("informelle_gruppe",))))
    for kind in ("verein", "informelle_gruppe", "anerkannter_traeger"):
        plan = Case(organisation=kind)
        assert judgement(Aspect.APPLICANTS, plan, *facts).finding is Finding.KEPT
    assert judgement(Aspect.APPLICANTS, Case(organisation="schule"), *facts).finding is (
        Finding.BROKEN
    )


def test_rules_for_some_formats_only_ask_for_the_format() -> None:
    found = judgement(Aspect.AGE, Case(age=Span(14, 17)), fact(Years(8, 26), "workcamp"))
    assert (found.finding, found.needs) == (Finding.OPEN, "format")


@pytest.mark.parametrize(
    ("partners", "finding"),
    [
        ((), Finding.OPEN),
        (("PL",), Finding.KEPT),
        (("PL", "UA"), Finding.KEPT),
        (("PL", "FR"), Finding.UNCLEAR),
        (("UA",), Finding.BROKEN),
    ],
)
def test_countries_made_for_and_countries_beside(
    partners: tuple[str, ...], finding: Finding
) -> None:
    value = Countries(only=("PL",), also=("UA",))
    found = judgement(Aspect.COUNTRIES, Case(countries=partners), fact(value))
    assert found.finding is finding


def test_without_a_list_of_countries_the_deadline_book_counts() -> None:
    words = fact(None)
    inside = judgement(Aspect.COUNTRIES, Case(countries=("UA",)), words, countries=("UA",))
    outside = judgement(Aspect.COUNTRIES, Case(countries=("FR",)), words, countries=("UA",))
    anywhere = judgement(Aspect.COUNTRIES, Case(countries=("FR",)), words, any_country=True)
    unknown = judgement(Aspect.COUNTRIES, Case(countries=("FR",)), words)
    assert [j.finding for j in (inside, outside, anywhere, unknown)] == [
        Finding.UNCLEAR,
        Finding.BROKEN,
        Finding.KEPT,
        Finding.NOTE,
    ]


def test_a_format_with_a_deadline_is_not_refused() -> None:
    value = fact(Kinds(("jugendbegegnung",)))
    plan = Case(format="fachkraefte")
    assert judgement(Aspect.FORMATS, plan, value).finding is Finding.BROKEN
    softened = judgement(Aspect.FORMATS, plan, value, formats=("fachkraefte",))
    assert softened.finding is Finding.UNCLEAR


@pytest.mark.parametrize(
    ("value", "group", "finding"),
    [
        (GroupSize(None, None, 5, 10), Span(4, 4), Finding.BROKEN),
        (GroupSize(None, None, 5, 10), Span(5, 10), Finding.KEPT),
        (GroupSize(None, None, 5, 10), Span(8, 12), Finding.UNCLEAR),
        (GroupSize(None, None, 5, 10), Span(11, 11), Finding.BROKEN),
        (GroupSize(None, 30, None, None), Span(31, 31), Finding.BROKEN),
        (GroupSize(None, 30, None, None), Span(20, 20), Finding.UNCLEAR),
        (GroupSize(None, 30, None, None), Span(15, 15), Finding.KEPT),
    ],
)
def test_group_sizes(value: GroupSize, group: Span, finding: Finding) -> None:
    plan = Case(countries=("PL",), format="jugendbegegnung", group=group)
    assert judgement(Aspect.GROUP_SIZE, plan, fact(value)).finding is finding


def test_three_countries_bring_three_groups() -> None:
    value = fact(GroupSize(None, 60, None, None))
    plan = Case(countries=("PL", "UA"), format="jugendbegegnung", group=Span(21, 21))
    found = judgement(Aspect.GROUP_SIZE, plan, value)
    assert found.finding is Finding.UNCLEAR
    assert found.note is not None
    assert "63" in found.note


def test_a_trip_without_partner_counts_one_group() -> None:
    value = fact(GroupSize(5, 30, None, None))
    sizes = {
        20: Finding.KEPT,
        31: Finding.BROKEN,
        4: Finding.BROKEN,
    }
    for size, finding in sizes.items():
        plan = Case(format="gedenkstaette", group=Span(size, size))
        assert judgement(Aspect.GROUP_SIZE, plan, value).finding is finding, size
