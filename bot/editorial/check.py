"""Runs all checks over the knowledge base and all German texts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from bot.deadlines.office.check import deadline_hints
from bot.editorial.checks.abbreviations import abbreviation_hints
from bot.editorial.checks.binding_rules import binding_rule_problems, source_year_problems
from bot.editorial.checks.confusable import alike_entries
from bot.editorial.checks.findings import Findings
from bot.editorial.checks.links import choice_problems, entry_id_problems, page_link_problems
from bot.editorial.checks.passages import (
    data_passages,
    entry_passages,
    page_passages,
    response_passages,
    system_passages,
)
from bot.editorial.checks.past_dates import past_date_problems
from bot.editorial.checks.simple import simple_hints
from bot.editorial.checks.stray_files import stray_file_problems
from bot.editorial.checks.structure import check_structure
from bot.editorial.checks.voice import answer_length_hints, style_hints, voice_problems
from bot.glossary.parsing import glossary_document, read_terms
from bot.knowledge.check import Report
from bot.knowledge.further_questions import further_question_hints, further_question_problems
from bot.programmes.check import programme_hints


def check_all(root: Path, pages: Collection[str], today: date) -> Findings:
    """Return everything that is wrong or due in the project at ``root``.

    ``pages`` are the paths of the public pages, ``/fragen/{id}`` with its placeholder.
    """
    faq_dir = root / "faq"
    structure = check_structure(faq_dir, today)
    found = Findings(structure.report.checked)
    found.add(structure.problems, structure.report.hints)
    found.add(stray_file_problems(faq_dir))
    found.add(hints=deadline_hints(faq_dir, today))
    found.add(hints=programme_hints(faq_dir, today))
    found.add(further_question_problems(faq_dir), further_question_hints(faq_dir))
    _check_texts(found, root, structure.report, pages, today)
    found.sort()
    return found


def _check_texts(
    found: Findings, root: Path, report: Report, pages: Collection[str], today: date
) -> None:
    ids = {entry.id for entry in report.entries}
    entries = [passage for file in report.files for passage in entry_passages(file)]
    data, responses = list(data_passages(root)), list(response_passages(root))
    everything = [*entries, *data, *responses, *system_passages(root), *page_passages(root)]
    found.add(entry_id_problems(root, ids))
    found.add(choice_problems(root, ids))
    found.add(page_link_problems(root, everything, pages, ids))
    found.add(past_date_problems([*entries, *data, *responses], today))
    found.add(binding_rule_problems(entries, today))
    found.add(source_year_problems(root, report.files, today))
    found.add(*alike_entries(report.files))
    terms = read_terms(glossary_document(root / "faq"))
    explained = {name for term, _ in terms for name in term.names}
    found.add(hints=abbreviation_hints([*entries, *data, *responses], explained))
    found.add(hints=simple_hints(report.files))
    found.add(voice_problems(everything))
    found.add(hints=[*style_hints(entries), *answer_length_hints(entries)])
