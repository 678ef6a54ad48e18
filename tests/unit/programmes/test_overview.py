from __future__ import annotations

from pathlib import Path

import pytest

from bot.deadlines.office.book import LiveBook
from bot.programmes.book import LiveProgrammes
from bot.programmes.overview import Group, grouped
from tests.unit.programmes.sheet_rig import DEADLINES, SHEET

FORMATS = """\
  formats:
    - text: Ein Satz.
      value: {kinds: [%s]}
      source: {title: t, url: "https://jwn.example/", year: 2025}
      certainty: about
"""


@pytest.mark.parametrize(
    ("programme", "formats", "state", "group"),
    [
        ("any_country: true", "jugendbegegnung", "open", Group.MANY_COUNTRIES),
        ("countries: [SE]", "einzelreise, schulaustausch", "unknown", Group.SOME_COUNTRIES),
        ("countries: [SE]", "einzelreise, freiwilligendienst", "open", Group.SINGLE_PERSONS),
        ("topic: nordland", "jugendbegegnung", "open", Group.OTHERS),
        ("any_country: true", "jugendbegegnung", "ended", Group.PAST),
    ],
)
def test_a_sheet_stands_where_it_is_looked_for(
    faq_dir: Path, programme: str, formats: str, state: str, group: Group
) -> None:
    deadlines = DEADLINES.replace("{id: nordland,", f"{{id: nordland, {programme},", 1)
    (faq_dir / "deadlines.yml").write_text(deadlines, encoding="utf-8")
    content = SHEET.replace("state: open", f"state: {state}") + FORMATS % formats
    (faq_dir / "programmes" / "nordland.yml").write_text(content, encoding="utf-8")
    (faq_dir / "programmes" / "altland.yml").unlink()
    groups = grouped(LiveProgrammes(faq_dir).current(), LiveBook(faq_dir).current())
    assert [(found, [sheet.id for sheet in sheets]) for found, sheets in groups] == [
        (group, ["nordland"])
    ]
