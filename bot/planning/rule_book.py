"""Reads ``faq/planer.yml`` again when it changes; findings are in German, editors read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from bot.fit.case import FORMATS, ORGANISATIONS
from bot.fit.countries import partner_countries
from bot.knowledge.cited_sources import cited, named_sources
from bot.knowledge.entry import Source
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import TEXT_LIMIT, Fields
from bot.knowledge.files.live_file import LiveFiles
from bot.knowledge.files.problems import Problem, ProblemsError
from bot.planning.models import Lead, Only, Phase, StepRule

PLAN_FILE = "planer.yml"
_MOST_MONTHS, _MOST_WEEKS, _MOST_DAYS = 36, 104, 400


class PlanRulesError(ProblemsError):
    """The file is not usable."""


def read_plan_rules(faq_dir: Path) -> tuple[StepRule, ...]:
    """Read the steps.

    Raises:
        PlanRulesError: with all problems of the file at once.
    """
    document = Document(faq_dir, PLAN_FILE, "plan_check")
    rules = _rules(document)
    if document.problems:
        raise PlanRulesError(document.problems)
    return rules


def check_plan_rules(
    faq_dir: Path, programmes: Collection[str], topics: Collection[str], today: date
) -> list[Problem]:
    """Return all findings over the file; ``programmes`` and ``topics`` are the known ids.

    Of programmes there are none while ``deadlines.yml`` is not readable.
    """
    document = Document(faq_dir, PLAN_FILE, "plan_check")
    rules = _rules(document)
    document.root.refuse_future("checked_on", today)
    for index, rule in enumerate(rules):
        for place, programme in enumerate(rule.only.programmes):
            if programmes and programme not in programmes:
                path = ("steps", index, "only", "programmes", place)
                document.report("unknown_programme", path, id=programme)
        if rule.topic is not None and rule.topic not in topics:
            document.report("unknown_topic", ("steps", index, "topic"), key="topic", id=rule.topic)
    return document.problems


class LivePlanRules(LiveFiles[tuple[StepRule, ...]]):
    """Gives the current steps; raises ``PlanRulesError`` while they have never been usable."""

    def __init__(self, faq_dir: Path) -> None:
        """Read the file at the first use, and again whenever it changes."""
        super().__init__([faq_dir / PLAN_FILE], lambda: read_plan_rules(faq_dir), PlanRulesError)


def _rules(document: Document) -> tuple[StepRule, ...]:
    root = document.root
    root.allow("checked_on", "sources", "steps")
    checked_on = root.day("checked_on")
    sources = named_sources(root, "sources")
    return tuple(
        _step_rule(identifier, fields, sources, checked_on)
        for identifier, fields in root.records("steps")
    )


def _step_rule(
    identifier: str, fields: Fields, sources: Mapping[str, Source], checked_on: date
) -> StepRule:
    fields.allow(
        "id", "phase", "title", "text", "when", "only", "sources", "basis", "example", "topic"
    )
    phases = [phase.value for phase in Phase]
    phase = Phase(fields.choice("phase", phases) or phases[0])
    leads = _leads(fields.mapping("when")) if fields.has("when") else {}
    after_end = leads.get("after_end")
    if after_end is not None and phase is not Phase.AFTER:
        fields.problem("only_after", "when")
    return StepRule(
        id=identifier,
        phase=phase,
        title=fields.string("title"),
        text=fields.string("text", TEXT_LIMIT),
        latest=leads.get("latest"),
        earliest=leads.get("earliest"),
        after_end=after_end,
        only=_only(fields.mapping("only")) if fields.has("only") else Only(),
        sources=cited(fields, sources),
        is_example=fields.flag("example"),
        topic=fields.optional_string("topic"),
        checked_on=checked_on,
    )


def _leads(fields: Fields) -> dict[str, Lead]:
    names = ("latest", "earliest", "after_end")
    fields.allow(*names)
    return {name: _lead(fields.mapping(name)) for name in names if fields.has(name)}


def _lead(fields: Fields) -> Lead:
    fields.allow("months", "weeks", "days")
    lead = Lead(
        fields.number("months", _MOST_MONTHS) or 0,
        fields.number("weeks", _MOST_WEEKS) or 0,
        fields.number("days", _MOST_DAYS) or 0,
    )
    if lead == Lead():
        fields.problem("no_lead")
    return lead


def _only(fields: Fields) -> Only:
    fields.allow(
        "formats", "not_formats", "countries", "countries_except", "programmes", "organisations",
        "not_organisations", "umbrella", "minors", "outside_holidays", "nrw",
    )  # fmt: skip
    return Only(
        formats=fields.choices("formats", FORMATS),
        not_formats=fields.choices("not_formats", FORMATS),
        countries=partner_countries(fields, "countries"),
        countries_except=partner_countries(fields, "countries_except"),
        programmes=fields.strings("programmes"),
        organisations=fields.choices("organisations", ORGANISATIONS),
        not_organisations=fields.choices("not_organisations", ORGANISATIONS),
        umbrella=fields.flag("umbrella"),
        minors=fields.flag("minors"),
        outside_holidays=fields.flag("outside_holidays"),
        nrw=fields.flag("nrw"),
    )
