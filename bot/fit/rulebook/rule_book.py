"""Reads ``faq/fit.yml`` again when it changes; findings are in German, editors read them."""

from __future__ import annotations

from pathlib import Path

from bot.fit.case import FORMATS
from bot.fit.countries import partner_countries
from bot.fit.rulebook.special import Effect, SpecialRule
from bot.knowledge.cited_sources import source_of
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import TEXT_LIMIT, Fields
from bot.knowledge.files.live_file import LiveFiles
from bot.knowledge.files.problems import ProblemsError
from bot.programmes.models import Certainty

RULES_FILE = "fit.yml"
_MOST_PARTNERS = 10
_CERTAINTIES = (Certainty.CONFIRMED.value, Certainty.ABOUT.value)


class RuleBookError(ProblemsError):
    """The file is not usable."""


class LiveRules(LiveFiles[tuple[SpecialRule, ...]]):
    """Gives the current rules; raises ``RuleBookError`` while they have never been usable."""

    def __init__(self, faq_dir: Path) -> None:
        """Read the file at the first use, and again whenever it changes."""
        super().__init__([faq_dir / RULES_FILE], lambda: read_rules(faq_dir), RuleBookError)


def read_rules(faq_dir: Path) -> tuple[SpecialRule, ...]:
    """Read the special rules.

    Raises:
        RuleBookError: with all problems of the file at once.
    """
    document = Document(faq_dir, RULES_FILE, "fit_check")
    document.root.allow("rules")
    rules = tuple(
        _rule(identifier, fields) for identifier, fields in document.root.records("rules")
    )
    if document.problems:
        raise RuleBookError(document.problems)
    return rules


def _rule(identifier: str, fields: Fields) -> SpecialRule:
    fields.allow(
        "id", "programmes", "formats", "countries", "countries_other_than", "partners_from",
        "without_partner", "starts_from", "starts_before", "outside_nrw", "then", "text", "source",
        "certainty", "checked_on",
    )  # fmt: skip
    effect = fields.choice("then", [effect.value for effect in Effect])
    certainty = fields.choice("certainty", _CERTAINTIES)
    has_source = fields.has("source")
    if certainty == Certainty.CONFIRMED.value and not has_source:
        fields.problem("confirmed_without_source", "certainty")
    return SpecialRule(
        id=identifier,
        effect=Effect(effect or Effect.NOTE.value),
        text=fields.string("text", TEXT_LIMIT),
        source=source_of(fields.mapping("source")) if has_source else None,
        certainty=Certainty(certainty or Certainty.ABOUT.value),
        checked_on=fields.day("checked_on"),
        programmes=fields.strings("programmes"),
        countries=partner_countries(fields, "countries"),
        countries_other_than=partner_countries(fields, "countries_other_than"),
        partners_from=fields.number("partners_from", _MOST_PARTNERS) or 0,
        starts_from=fields.day("starts_from") if fields.has("starts_from") else None,
        starts_before=fields.day("starts_before") if fields.has("starts_before") else None,
        outside_nrw=fields.flag("outside_nrw"),
        formats=fields.choices("formats", FORMATS),
        without_partner=fields.flag("without_partner"),
    )
