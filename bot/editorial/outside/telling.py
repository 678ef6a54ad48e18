"""Tells what the check found: all of it or of some files, as text or JSON, with links if wanted."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bot.command_output import say
from bot.editorial.checks.findings import Findings
from bot.editorial.outside.external_links import external_links, link_findings
from bot.editorial.outside.reachability import ask
from bot.knowledge.files.problems import Problem
from bot.texts import text


def tell_findings(found: Findings, faq_dir: Path, wish: argparse.Namespace) -> int:
    """Print what ``wish`` asks for; return 1 if something is to be mended."""
    for part in wish.only:
        found = found.only(part)
    if wish.links:
        links = external_links(faq_dir, wish.only)
        if not wish.json:
            say(text("faq.asking_links", number=len(links)))
        found.add(*link_findings(links, ask))
        found.sort()
    if wish.json:
        say(json.dumps(_as_dict(found), ensure_ascii=False, indent=1))
    else:
        _print_findings(found, with_hints=not wish.no_hints)
    return 1 if found.problems else 0


def _print_findings(found: Findings, *, with_hints: bool) -> None:
    if found.problems:
        say(text("faq.problems", number=len(found.problems)))
        for problem in found.problems:
            say(str(problem))
    if found.hints and with_hints:
        say(text("faq.hints", number=len(found.hints)))
        for hint in found.hints:
            say(str(hint))
    key = "faq.summary_problems" if found.problems else "faq.summary_ok"
    counts = {"problems": len(found.problems), "hints": len(found.hints)}
    say(text(key, entries=found.entries, **counts))


def _as_dict(found: Findings) -> dict[str, object]:
    def listed(problems: list[Problem]) -> list[dict[str, object]]:
        return [{"path": p.path, "line": p.line, "message": p.message} for p in problems]

    return {
        "entries": found.entries,
        "problems": listed(found.problems),
        "hints": listed(found.hints),
    }
