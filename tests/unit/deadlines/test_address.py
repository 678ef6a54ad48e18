"""The filters as an address: written, read again, and whatever else somebody types."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines.address import deadline_address, query_from_address
from bot.deadlines.lookup import DeadlineQuery, Mode, Period, YouthOffice
from bot.deadlines.models import Route

days = st.dates(date(2000, 1, 1), date(2099, 12, 30))
ids = st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True), max_size=3, unique=True)
codes = st.lists(st.from_regex(r"[A-Z]{2}", fullmatch=True), max_size=3, unique=True)


@st.composite
def queries(draw: st.DrawFn) -> DeadlineQuery:
    first, last = draw(st.none() | days), draw(st.none() | days)
    start = draw(st.none() | days)
    return DeadlineQuery(
        programmes=tuple(draw(ids)),
        countries=tuple(draw(codes)),
        formats=tuple(draw(ids)),
        period=None if first is None and last is None else Period(first, last),
        start=start,
        is_start_exact=start is None or draw(st.booleans()),
        routes=tuple(draw(st.lists(st.sampled_from(Route), unique=True))),
        office=draw(st.none() | st.sampled_from(YouthOffice)),
        state=draw(st.none() | st.sampled_from(["bayern", "nrw"])),
        mode=draw(st.sampled_from(Mode)),
        year=draw(st.none() | st.integers(2000, 2099)),
        codes=tuple(draw(st.lists(st.sampled_from(["ka152", "ka210", "esc30"]), unique=True))),
    )


@given(queries())
def test_what_is_written_is_read_again(query: DeadlineQuery) -> None:
    assert query_from_address(deadline_address(query)) == query


@given(queries())
def test_a_feed_keeps_only_what_lasts(query: DeadlineQuery) -> None:
    lasting = DeadlineQuery(query.programmes, query.countries, query.formats)
    assert query_from_address(deadline_address(query, is_feed=True)) == lasting


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(query_from_address(text), DeadlineQuery)


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "\x00\ud800 😀",
        "land=Polen&land=pl&programm=<b>&format=../x&weg=umweg&landesteil=abc",
        "beginn=gestern&von=2027-02-30&bis=0001-01-01&ansicht=alles&bundesland=BAYERN!",
        "beginn=9999-12-31",
        "&".join("programm=" for _ in range(1000)),
        "x=" + "y" * 100_000,
    ],
)
def test_what_is_no_filter_is_left_out(rubbish: str) -> None:
    assert query_from_address(rubbish) == DeadlineQuery()
