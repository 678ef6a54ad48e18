from __future__ import annotations

import pytest

from bot.fit.seats import seat_finder
from bot.places.book import read_places
from bot.settings import PROJECT_ROOT


@pytest.mark.parametrize(
    ("typed", "told", "office"),
    [
        ("köln", "Köln", "LVR"),
        ("KOELN", "Köln", "LVR"),
        ("herne", "Herne", "LWL"),
        # Whoever says more than the name is not corrected.
        ("köln-ehrenfeld", "köln-ehrenfeld", "LVR"),
        ("irgendwo", "irgendwo", None),
    ],
)
def test_a_place_is_told_as_the_map_writes_it(typed: str, told: str, office: str | None) -> None:
    book = read_places(PROJECT_ROOT / "faq")
    seat = seat_finder(book)(typed)
    assert seat.text == told
    name = book.guidance.offices[office].name if office else None
    assert seat.youth_office == name
