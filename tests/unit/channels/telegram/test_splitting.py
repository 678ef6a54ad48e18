"""Formatted text: safe markup, exact lengths, cuts in the right places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.shown.rich import (
    Paragraph,
    Run,
    heading,
    link,
    plain,
    sendable,
    to_html,
    to_text,
    utf16_length,
)
from bot.channels.telegram.shown.splitting import MOST_ENTITIES, MOST_UNITS, split
from tests.unit.channels.telegram.fake_telegram import read_html

_RUNS = st.builds(
    Run,
    st.text(max_size=80).map(sendable),
    st.booleans(),
    st.none() | st.just("https://x.example/?a=1&b=2"),
)
_PARAGRAPHS = st.lists(
    st.builds(
        Paragraph,
        st.lists(_RUNS, min_size=1, max_size=5).map(tuple),
        st.sampled_from([1, 2]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)


@given(_PARAGRAPHS, st.integers(min_value=10, max_value=200))
def test_every_part_fits_and_nothing_is_lost(paragraphs: list[Paragraph], limit: int) -> None:
    parts = split(paragraphs, limit)
    for part in parts:
        reader = read_html(to_html(part))
        assert (reader.problem, reader.open) == ("", [])
        assert reader.seen == to_text(part)
        assert 0 < utf16_length(to_text(part)) <= limit
        assert sum(paragraph.entities for paragraph in part) <= MOST_ENTITIES
    whole = "".join(to_text(paragraphs).split())
    assert "".join("".join(to_text(part) for part in parts).split()) == whole


def test_an_empty_run_before_a_long_word_makes_no_empty_message() -> None:
    runs = (Run("", bold=False, href=None), Run("0123456789" * 2, bold=False, href=None))
    parts = split([Paragraph(runs, 1, is_folded=False, is_heading=False)], 10)
    assert [to_text(part) for part in parts] == ["0123456789"] * 2


def test_a_text_cannot_become_markup() -> None:
    said = '</b><a href="tg://user?id=1">Kim</a> & "Co" <script>'
    assert read_html(to_html([plain(said), heading(said)])).seen == f"{said}\n\n{said}"
    assert "<script" not in to_html([plain(said)])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "tg://user?id=1", "", "/fristen"])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert to_html([Paragraph((link("Titel", url),))]) == "Titel"


def test_quotes_in_an_address_stay_inside_of_it() -> None:
    html = to_html([Paragraph((link("x", 'https://x.example/"><b>'),))])
    assert html == '<a href="https://x.example/&quot;&gt;&lt;b&gt;">x</a>'


def test_a_long_answer_is_cut_between_paragraphs() -> None:
    paragraphs = [plain("a" * 1500), plain("b" * 1500), plain("c" * 1500)]
    first, second = split(paragraphs)
    assert [len(first), len(second)] == [2, 1]


def test_a_heading_goes_along_with_what_it_is_about() -> None:
    paragraphs = [plain("a" * 4000), heading("Mehr dazu"), plain("b" * 200)]
    first, second = split(paragraphs)
    assert to_text(second).startswith("Mehr dazu")
    assert to_text(first) == "a" * 4000


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    said = "Ein kurzer Satz steht hier. " * 300
    parts = split([plain(said)])
    assert len(parts) == 3
    assert all(to_text(part).strip().endswith(".") for part in parts)


def test_emoji_count_double_and_are_never_halved() -> None:
    parts = split([plain("😀" * 3000)])
    assert [utf16_length(to_text(part)) for part in parts] == [MOST_UNITS, 6000 - MOST_UNITS]
    assert all(to_text(part).encode("utf-8") for part in parts)


def test_what_no_message_may_hold_is_left_out() -> None:
    assert sendable("a\x00b\ud800c\x1bd\r\ne\tf") == "abcd\ne\tf"


def test_more_than_a_hundred_formats_are_spread_over_messages() -> None:
    bold = tuple(Run(f"{number} ", bold=number % 2 == 0) for number in range(500))
    parts = split([Paragraph(bold)])
    assert len(parts) == 3
