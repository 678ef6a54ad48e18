"""Reads one sheet, ``faq/programmes/<id>.yml``, or says everything that is wrong with it.

Findings are in German, with file and line: editors read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.deadlines.models import Body
from bot.knowledge.cited_sources import source_of
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import TEXT_LIMIT, Fields
from bot.knowledge.files.parsing import ID_PATTERN
from bot.knowledge.files.plain_text import shown
from bot.knowledge.files.problems import ProblemsError
from bot.programmes.models import FACT_KEYS, Aspect, Certainty, Fact, Sheet, State
from bot.programmes.values import (
    APPLICANTS,
    FORMATS,
    WAYS,
    Countries,
    GroupSize,
    Kinds,
    Share,
    Span,
    Value,
    Ways,
)

PROGRAMMES_FOLDER = "programmes"
MAX_FILE_BYTES = 64_000
SHORT_LIMIT = 60
ARTICLES = ("der", "die", "das")
_OLDEST = 99
_LONGEST_DAYS = 1100
_LARGEST_GROUP = 10_000


class SheetError(ProblemsError):
    """A sheet is not usable."""


def read_sheet(path: Path, faq_dir: Path) -> Sheet:
    """Read the sheet at ``path``; its id is the file name.

    Raises:
        SheetError: with all problems of the file at once.
    """
    return read_sheet_file(path, faq_dir)[0]


def read_sheet_file(path: Path, faq_dir: Path) -> tuple[Sheet, Document]:
    """Read the sheet at ``path``, and return it with its document for further findings.

    Raises:
        SheetError: with all problems of the file at once.
    """
    name = path.relative_to(faq_dir).as_posix()
    document = Document(faq_dir, name, "programmes_check", max_bytes=MAX_FILE_BYTES)
    if not ID_PATTERN.match(path.stem):
        document.report("bad_file_name", (), id=shown(path.stem))
    sheet = _sheet(path.stem, document.root)
    if not document.problems and sheet.review_by <= sheet.checked_on:
        document.report("review_before_check", ("review_by",))
    if document.problems:
        raise SheetError(document.problems)
    return sheet, document


def _sheet(sheet_id: str, fields: Fields) -> Sheet:
    fields.allow(
        "name", "short", "article", "state", "replaced_by", "former_names", "topic", "summary",
        "summary_sources", "contact", "checked_on", "review_by", "facts",
    )  # fmt: skip
    contact = fields.mapping("contact")
    contact.allow("name", "url")
    sheet = Sheet(
        id=sheet_id,
        name=fields.string("name"),
        short=fields.string("short", SHORT_LIMIT),
        article=fields.choice("article", ARTICLES) if fields.has("article") else None,
        state=State(fields.choice("state", [state.value for state in State]) or "unknown"),
        replaced_by=fields.optional_string("replaced_by"),
        former_names=fields.strings("former_names"),
        topic=fields.optional_string("topic"),
        summary=fields.string("summary", TEXT_LIMIT),
        summary_sources=tuple(source_of(item) for item in fields.mappings("summary_sources")),
        contact=Body(contact.string("name"), contact.address("url")),
        checked_on=fields.day("checked_on"),
        review_by=fields.day("review_by"),
        facts=_facts(fields.mapping("facts")) if fields.has("facts") else {},
    )
    if sheet.state is State.REPLACED and sheet.replaced_by is None:
        fields.problem("no_successor", "state")
    if sheet.state in (State.OPEN, State.UNKNOWN) and sheet.replaced_by is not None:
        fields.problem("needless_successor", "replaced_by")
    return sheet


def _facts(fields: Fields) -> Mapping[Aspect, tuple[Fact, ...]]:
    fields.allow(*FACT_KEYS)
    return {
        aspect: tuple(_fact(item, aspect) for item in fields.mappings(key))
        for key, aspect in FACT_KEYS.items()
        if fields.mentions(key)
    }


def _fact(fields: Fields, aspect: Aspect) -> Fact:
    fields.allow("text", "source", "certainty", "value", "members_of", "formats")
    certainty = Certainty(
        fields.choice("certainty", [certainty.value for certainty in Certainty]) or "about"
    )
    members_of = fields.optional_string("members_of")
    if certainty is Certainty.MEMBERS and members_of is None:
        fields.problem("members_of_whom", "certainty")
    if certainty is not Certainty.MEMBERS and members_of is not None:
        fields.problem("not_for_members", "members_of")
    return Fact(
        text=fields.string("text", TEXT_LIMIT),
        source=source_of(fields.mapping("source")),
        certainty=certainty,
        value=_value(fields.mapping("value"), aspect) if fields.has("value") else None,
        members_of=members_of,
        formats=fields.choices("formats", FORMATS),
    )


def _value(fields: Fields, aspect: Aspect) -> Value | None:
    if aspect in (Aspect.APPLICANTS, Aspect.FORMATS):
        fields.allow("kinds")
        kinds = fields.choices("kinds", APPLICANTS if aspect is Aspect.APPLICANTS else FORMATS)
        return _unless_empty(Kinds(kinds), kinds, fields)
    if aspect is Aspect.COUNTRIES:
        return _countries(fields)
    if aspect is Aspect.AGE:
        fields.allow("min", "max")
        return _span(fields, "min", "max", _OLDEST)
    if aspect is Aspect.DURATION:
        fields.allow("min_days", "max_days")
        return _span(fields, "min_days", "max_days", _LONGEST_DAYS)
    if aspect is Aspect.GROUP_SIZE:
        fields.allow("min", "max", "min_per_country", "max_per_country")
        size = _span(fields, "min", "max", _LARGEST_GROUP, may_be_open=True)
        each = _span(fields, "min_per_country", "max_per_country", _LARGEST_GROUP, may_be_open=True)
        limits = (size.minimum, size.maximum, each.minimum, each.maximum)
        return _unless_empty(GroupSize(*limits), [n for n in limits if n is not None], fields)
    if aspect is Aspect.OWN_SHARE:
        fields.allow("percent")
        percent = fields.number("percent", 100)
        return _unless_empty(Share(percent or 0), [percent] if percent is not None else [], fields)
    if aspect is Aspect.ROUTE:
        fields.allow("ways")
        ways = fields.choices("ways", WAYS)
        return _unless_empty(Ways(ways), ways, fields)
    fields.problem("no_value_here")
    return None


def _unless_empty(value: Value, content: object, fields: Fields) -> Value | None:
    if content:
        return value
    fields.problem("empty_value")
    return None


def _span(fields: Fields, low: str, high: str, highest: int, *, may_be_open: bool = False) -> Span:
    span = Span(fields.number(low, highest), fields.number(high, highest))
    if span.minimum is None and span.maximum is None:
        if not may_be_open:
            fields.problem("empty_value")
    elif span.minimum is not None and span.maximum is not None and span.minimum > span.maximum:
        fields.problem("turned_around", low, low=low, high=high)
    return span


def _countries(fields: Fields) -> Value | None:
    fields.allow("only", "also", "any", "except")
    countries = Countries(
        only=fields.country_codes("only"),
        also=fields.country_codes("also"),
        is_any=fields.flag("any"),
        excluded=fields.country_codes("except"),
    )
    is_open_list = countries.is_any and not countries.only and not countries.also
    is_short_list = bool(countries.only) and not countries.is_any and not countries.excluded
    if not is_open_list and not is_short_list:
        fields.problem("only_or_any")
        return None
    return countries
