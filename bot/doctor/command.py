"""The command ``doctor``: German lines for people, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bot.clock import utc_now
from bot.command_output import say
from bot.doctor.examination import examine, is_healthy, settings_findings
from bot.doctor.finding import Finding, State
from bot.metrics.tasks import DOCTOR, TaskRecords
from bot.settings import Settings, SettingsError
from bot.texts import text
from bot.usage_parser import usage_parser

_MARKS = {State.OK: "✓", State.HINT: "!", State.PROBLEM: "✗"}


def main(argv: Sequence[str], settings: Settings | SettingsError) -> int:
    """Examine and report; 0 means no problem, 1 that something does not work.

    With settings that are wrong, only they are reported.
    """
    parser = usage_parser("python -m bot doctor", "doctor.usage")
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args(argv).json
    if isinstance(settings, SettingsError):
        findings: Iterable[Finding] = settings_findings(settings)
    else:
        findings = examine(settings)
    report = _as_json if as_json else _as_lines
    code = 0 if is_healthy(report(findings)) else 1
    # Before the first start there is no folder, and it must not belong to whoever asks.
    if isinstance(settings, Settings) and settings.var_dir.is_dir():
        TaskRecords(settings.tasks_dir).ended(DOCTOR, code, utc_now())
    return code


def _as_lines(findings: Iterable[Finding]) -> list[Finding]:
    shown = []
    # Line by line: some checks take seconds, and somebody waits.
    for finding in findings:
        area = text(f"doctor.area_{finding.area}")
        say(f"{_MARKS[finding.state]} {area}: {finding.message}")
        if finding.advice:
            say(f"    → {finding.advice}")
        shown.append(finding)
    counts = {state: sum(finding.state is state for finding in shown) for state in State}
    bad = {state.value: _counted(state, counts[state]) for state in (State.PROBLEM, State.HINT)}
    say(text("doctor.summary", ok=counts[State.OK], **bad))
    return shown


def _counted(state: State, number: int) -> str:
    form = {0: "none", 1: "one"}.get(number, "many")
    return text(f"doctor.{state.value}_{form}", number=number)


def _as_json(findings: Iterable[Finding]) -> list[Finding]:
    shown = list(findings)
    body = {
        "ok": is_healthy(shown),
        "findings": [
            {
                "area": finding.area,
                "state": finding.state.value,
                "message": finding.message,
                "advice": finding.advice,
            }
            for finding in shown
        ],
    }
    say(json.dumps(body, ensure_ascii=False, indent=2))
    return shown
