"""The sources that an editor's file names once and cites by their names."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.entry import Source
from bot.knowledge.files.fields import Fields
from bot.knowledge.files.plain_text import shown

PRACTICE = "praxiswissen"


def source_of(fields: Fields) -> Source:
    """Return a mapping as a source."""
    fields.allow("title", "url", "year")
    return Source(fields.string("title"), fields.address("url"), fields.year("year"))


def named_sources(fields: Fields, key: str) -> dict[str, Source]:
    """Return the sources under a key by the names that :func:`cited` uses."""
    sources = fields.mapping(key)
    return {name: source_of(sources.mapping(name)) for name in sources.names()}


def cited(fields: Fields, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """Return the sources that a mapping names; none for practical knowledge.

    Exactly one of ``sources`` and ``basis: praxiswissen`` must be given.
    """
    if fields.has("basis") and fields.value("basis") != PRACTICE:
        basis = shown(fields.value("basis"))
        fields.problem("bad_basis", "basis", basis=basis, known=PRACTICE)
    names = fields.strings("sources")
    if bool(names) == fields.has("basis"):
        fields.problem("one_source_or_basis", known=PRACTICE)
    for index, name in enumerate(names):
        if name not in sources:
            fields.problem("unknown_source", "sources", index, name=shown(name))
    return tuple(sources[name] for name in names if name in sources)
