"""Reads ``faq/zustaendigkeit.yml``: what is said about a place and its Landesjugendamt."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.knowledge.cited_sources import cited, named_sources
from bot.knowledge.entry import Source
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import TEXT_LIMIT, Fields
from bot.places.models import (
    ElsewhereAdvice,
    Guidance,
    PlaceKind,
    Statement,
    StatementGroup,
    StateOffice,
)
from bot.places.parsing import AREA, OFFICES

GUIDANCE_FILE = "zustaendigkeit.yml"
OFFICE_FIELDS = ("ort", "amt", "sitz", "teil")
TOWN_FIELDS = (*OFFICE_FIELDS, "kreis", "lage")
ELSEWHERE_FIELDS = ("ort", "lage")


def read_guidance(document: Document) -> Guidance:
    """Return what the document says; it collects what is wrong with it."""
    root = document.root
    root.allow("checked_on", "topics", "offices", "sources", "intro", "sections", "elsewhere")
    sources = named_sources(root, "sources")
    offices, intros = root.mapping("offices"), root.mapping("intro")
    return Guidance(
        offices={office: _office(offices.mapping(office)) for office in OFFICES},
        intros={kind: _intro(intros, kind) for kind in PlaceKind},
        groups=tuple(
            StatementGroup(group.string("title"), _statements(group, sources))
            for group in root.mappings("sections")
        ),
        elsewhere=_elsewhere(root.mapping("elsewhere"), sources),
        topics=root.strings("topics"),
        checked_on=root.day("checked_on"),
    )


def guidance_document(faq_dir: Path) -> Document:
    """Return the file, read."""
    return Document(faq_dir, GUIDANCE_FILE, AREA)


def _office(fields: Fields) -> StateOffice:
    fields.allow("name", "seat", "located", "url")
    return StateOffice(
        fields.string("name"),
        fields.string("seat"),
        fields.string("located"),
        fields.address("url") if fields.has("url") else None,
    )


def _intro(fields: Fields, kind: PlaceKind) -> str:
    return _template(fields, kind.value, TOWN_FIELDS if kind is PlaceKind.TOWN else OFFICE_FIELDS)


def _statements(fields: Fields, sources: Mapping[str, Source]) -> tuple[Statement, ...]:
    return tuple(_statement(item, sources) for item in fields.mappings("items"))


def _statement(fields: Fields, sources: Mapping[str, Source]) -> Statement:
    fields.allow("label", "text", "for", "sources", "basis")
    kinds = fields.choices("for", [kind.value for kind in PlaceKind])
    only_towns = kinds == (PlaceKind.TOWN.value,)
    return Statement(
        label=fields.string("label"),
        text=_template(fields, "text", TOWN_FIELDS if only_towns else OFFICE_FIELDS),
        kinds=frozenset(map(PlaceKind, kinds)),
        sources=cited(fields, sources),
    )


def _elsewhere(fields: Fields, sources: Mapping[str, Source]) -> ElsewhereAdvice:
    fields.allow("intro", "state_intro", "topics", "items", "links")
    return ElsewhereAdvice(
        intro=_template(fields, "intro", ELSEWHERE_FIELDS),
        state_intro=_template(fields, "state_intro", ("lage",)),
        topics=fields.strings("topics"),
        statements=_statements(fields, sources),
        links=tuple(
            (link.string("title"), link.address("url")) for link in fields.mappings("links")
        ),
    )


def _template(fields: Fields, key: str, placeholders: tuple[str, ...]) -> str:
    """Return a text whose placeholders can all be filled in."""
    template = fields.string(key, TEXT_LIMIT)
    try:
        template.format(**dict.fromkeys(placeholders, ""))
    except (KeyError, IndexError, ValueError, AttributeError):
        allowed = ", ".join(f"{{{name}}}" for name in placeholders)
        fields.problem("bad_placeholder", key, allowed=allowed)
        return ""
    return template
