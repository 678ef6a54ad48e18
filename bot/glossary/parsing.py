"""Reads ``faq/glossar.yml``; findings are in German, editors read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.glossary.models import Term
from bot.knowledge.cited_sources import cited, named_sources
from bot.knowledge.entry import Source
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import Fields
from bot.knowledge.files.problems import ProblemsError
from bot.words.folding import fold

GLOSSARY_FILE = "glossar.yml"
_NO_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 100
_LONGEST_EXPLANATION = 400


class GlossaryError(ProblemsError):
    """The glossary is not usable."""


def glossary_document(faq_dir: Path) -> Document:
    """Return the file, read."""
    return Document(faq_dir, GLOSSARY_FILE, "glossary_check")


def read_terms(glossary: Document) -> list[tuple[Term, Fields]]:
    """Return all terms with where they stand; the document collects what is wrong with them."""
    root = glossary.root
    root.allow("checked_on", "sources", "terms")
    checked_on = root.day("checked_on")
    sources = named_sources(root, "sources")
    return [(_term(item, sources, checked_on), item) for item in root.mappings("terms")]


def _term(fields: Fields, sources: Mapping[str, Source], checked_on: date) -> Term:
    fields.allow(
        "term", "long", "forms", "explanation", "sources", "basis", "topic", "programme",
        "checked_on", "in_answers",
    )  # fmt: skip
    name = fields.string("term", _LONGEST_NAME)
    return Term(
        id=_NO_ID.sub("_", fold(name)).strip("_"),
        name=name,
        long=fields.optional_string("long", _LONGEST_NAME),
        forms=fields.strings("forms"),
        explanation=fields.string("explanation", _LONGEST_EXPLANATION),
        sources=cited(fields, sources),
        topic=fields.string("topic"),
        programme=fields.optional_string("programme"),
        checked_on=fields.day("checked_on") if fields.has("checked_on") else checked_on,
        is_explained_in_answers=fields.flag("in_answers", default=True),
    )
