"""Which tables there are, and which column stands for which value of which file."""

from __future__ import annotations

from dataclasses import dataclass

from bot.editorial.tables.codecs import (
    DAY,
    DAYS,
    IDS,
    INTEGER,
    LINES,
    SOURCE,
    SOURCES,
    TEXT,
    VALUE,
    Codec,
)
from bot.knowledge.files.yaml_lines import YamlPath
from bot.texts import text

SECTIONS = ("answer", "details", "simple")
"""Columns that stand for a section of an entry, not for a key of its head."""


@dataclass(frozen=True)
class Column:
    """A column; without a path it identifies the row and cannot be changed."""

    key: str
    codec: Codec = TEXT
    path: YamlPath = ()

    @property
    def title(self) -> str:
        """Return the German heading."""
        return text(f"tables.column_{self.key}")


@dataclass(frozen=True)
class Table:
    """A kind of row."""

    key: str
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        """Return the German name of the table."""
        return text(f"tables.table_{self.key}")

    def column_by_title(self, title: str) -> Column | None:
        """Return the column with this heading."""
        return next((column for column in self.columns if column.title == title), None)


def _at(key: str, codec: Codec = TEXT, *path: str) -> Column:
    return Column(key, codec, path or (key,))


ID = Column("id")
ANSWERS = Table(
    "answers",
    (
        ID,
        Column("group"),
        _at("question"),
        _at("answer"),
        _at("details"),
        _at("simple"),
        _at("sources", SOURCES),
        _at("basis"),
        _at("checked_on", DAY),
        _at("review_by", DAY),
        _at("related", IDS),
    ),
)
DEADLINES = Table(
    "deadlines",
    (
        ID,
        _at("programme"),
        _at("action"),
        _at("formats", IDS),
        _at("route"),
        _at("members_of"),
        _at("rule_kind", TEXT, "rule", "kind"),
        _at("rule_date", DAY, "rule", "date"),
        _at("rule_time", TEXT, "rule", "time"),
        _at("rule_zone", TEXT, "rule", "zone"),
        _at("rule_text", TEXT, "rule", "text"),
        _at("rule_opens_on", DAY, "rule", "opens_on"),
        _at("rule_starts", DAYS, "rule", "starts"),
        _at("rule_rounds", VALUE, "rule", "rounds"),
        _at("rule_lead_months", INTEGER, "rule", "lead_months"),
        _at("processing_weeks", INTEGER, "rule", "processing_weeks"),
        _at("lead_months", INTEGER, "rule", "months"),
        _at("lead_weeks", INTEGER, "rule", "weeks"),
        _at("last_known", DAYS),
        _at("note_text", TEXT, "note"),
        _at("sources", SOURCES),
        _at("valid_from", DAY),
        _at("valid_until", DAY),
        _at("confidence"),
        _at("checked_on", DAY),
        _at("review_by", DAY),
    ),
)
EVENTS = Table(
    "events",
    (
        ID,
        _at("title"),
        _at("starts_on", DAY),
        _at("ends_on", DAY),
        _at("starts_at"),
        _at("ends_at"),
        _at("place"),
        _at("url"),
        _at("registration"),
        _at("note_text", TEXT, "note"),
        _at("calendar_id"),
        _at("sources", SOURCES),
        _at("checked_on", DAY),
    ),
)
SHEETS = Table(
    "sheets",
    (
        ID,
        _at("name"),
        _at("short"),
        _at("article"),
        _at("state"),
        _at("replaced_by"),
        _at("former_names", LINES),
        _at("topic"),
        _at("summary"),
        _at("sources", SOURCES, "summary_sources"),
        _at("contact_name", TEXT, "contact", "name"),
        _at("contact_url", TEXT, "contact", "url"),
        _at("checked_on", DAY),
        _at("review_by", DAY),
    ),
)
FACTS = Table(
    "facts",
    (
        ID,
        _at("text"),
        _at("value", VALUE),
        _at("certainty"),
        _at("members_of"),
        _at("formats", IDS),
        _at("source", SOURCE),
    ),
)
GLOSSARY = Table(
    "glossary",
    (
        ID,
        _at("long"),
        _at("forms", LINES),
        _at("explanation"),
        _at("source_names", IDS, "sources"),
        _at("basis"),
        _at("topic"),
        _at("programme"),
        _at("checked_on", DAY),
    ),
)
TABLES = (ANSWERS, DEADLINES, EVENTS, SHEETS, FACTS, GLOSSARY)
