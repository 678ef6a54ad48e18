"""The editor's validator for ``faq/fit.yml``: what only shows beside the other files."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from bot.fit.rulebook.rule_book import RULES_FILE, RuleBookError, read_rules
from bot.knowledge.files.document import Document
from bot.knowledge.files.problems import Problem


def check_rules(faq_dir: Path, programme_ids: Collection[str], today: date) -> list[Problem]:
    """Return all findings, with line.

    ``programme_ids`` are those of ``deadlines.yml``, empty while that file is not readable.
    """
    try:
        return list(_problems(faq_dir, programme_ids, today))
    except RuleBookError as error:
        return error.problems


def _problems(faq_dir: Path, programme_ids: Collection[str], today: date) -> Iterator[Problem]:
    rules = read_rules(faq_dir)
    document = Document(faq_dir, RULES_FILE, "fit_check")
    # A readable file has one item for each rule, in the same order.
    for index, rule in enumerate(rules):
        for name in rule.programmes:
            if programme_ids and name not in programme_ids:
                path = ("rules", index, "programmes")
                yield document.problem("unknown_programme", path, id=name)
        if rule.checked_on > today:
            yield document.problem("checked_in_future", ("rules", index, "checked_on"))
