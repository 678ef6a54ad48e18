"""Facts that cost money or safety when an answer leaves them out, kept as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.catalogue import Catalogue

FAQ_DIR = Path(__file__).resolve().parents[3] / "faq"
FACTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "facts_that_answers_name.yml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(FAQ_DIR)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['id']}-{fact['part']}")
def test_an_answer_names_what_must_not_be_missing(
    fact: dict[str, Any], catalogue: Catalogue
) -> None:
    entry = catalogue.get(fact["id"])
    assert entry is not None
    content = getattr(entry, fact["part"])
    assert [name for name in fact["names"] if name not in content] == []


@pytest.mark.parametrize(
    ("entry_id", "told", "site"),
    [
        ("foerderung_dfjw", "Bezirksregierung", "bra.nrw.de"),
        ("zielgruppe_geringere_chancen", "KA155", "erasmus-plus.ec.europa.eu"),
        ("digital_hybrid", "Deutsch-Türkische Jugendbrücke", "bibliotheksportal.de"),
        ("partnersuche", "DGJW", "dgjw-egin.org"),
    ],
)
def test_what_an_entry_tells_of_another_body_has_its_source(
    entry_id: str, told: str, site: str, catalogue: Catalogue
) -> None:
    entry = catalogue.get(entry_id)
    assert entry is not None
    assert told in entry.details
    assert [source for source in entry.sources if site in source.url]
