"""The checks of all files under ``faq/`` for form and ids: what a table may not break either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.deadlines.office.check import check_deadlines
from bot.deadlines.office.school_check import check_school_holidays
from bot.fit.rulebook.rule_check import check_rules
from bot.glossary.check import check_glossary
from bot.knowledge.catalogue import published_files
from bot.knowledge.check import Report, check_knowledge
from bot.knowledge.files.problems import Problem
from bot.knowledge.naming.former_names import check_former_names
from bot.knowledge.target_groups import check_target_groups
from bot.places.check import check_places
from bot.planning.rule_book import check_plan_rules
from bot.programmes.check import check_programmes, known_programmes


@dataclass(frozen=True)
class Structure:
    """The entries with their own findings, and the problems of all files together."""

    report: Report
    problems: tuple[Problem, ...]


def check_structure(faq_dir: Path, today: date) -> Structure:
    """Check every file of the knowledge base."""
    report = check_knowledge(faq_dir, today)
    topics = {path.stem for path in published_files(faq_dir)}
    programmes = known_programmes(faq_dir)
    return Structure(
        report,
        (
            *report.problems,
            *check_deadlines(faq_dir, today),
            *check_school_holidays(faq_dir, today),
            *check_programmes(faq_dir, today),
            *check_glossary(faq_dir, today),
            *check_places(faq_dir, topics, today),
            *check_rules(faq_dir, programmes, today),
            *check_former_names(faq_dir, topics, today, programmes),
            *check_target_groups(faq_dir, topics),
            *check_plan_rules(faq_dir, programmes, topics, today),
        ),
    )
