"""``python -m benchmarks.dates``: readers of German dates on the cases of Duckling's own corpus.

The cases stand beside the project (``../shared/bench/dates-de``) and never in it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.date_readers import READERS
from bot.ops.environment import child_environment
from bot.settings import PROJECT_ROOT

BENCH = PROJECT_ROOT.parent / "shared" / "bench" / "dates-de"
CASES = "duckling_de_time.jsonl"
GROUPS = {
    "points": ("point",),
    "intervals": ("interval",),
    "open": ("open_before", "open_after"),
    "holidays": ("holiday", "holiday_interval"),
    "none": ("negative",),
}
# How many characters of an ISO moment a grain is worth.
_LENGTHS = {"year": 4, "quarter": 7, "month": 7, "week": 10, "day": 10, "hour": 13, "minute": 16}
_NOT_INSTALLED = 3


@dataclass(frozen=True)
class Score:
    """Hits by kind of case, and the processor time of a case."""

    hits: Counter[str]
    cpu_ms: float


def main(argv: Sequence[str]) -> int:
    """Print the table; without the cases say so, 2 if they were asked for by path."""
    options = _parser().parse_args(argv)
    path = options.bench / CASES
    if not path.exists():
        sys.stderr.write(f"Dates are not measured: there is no {path}.\n")
        return 0 if options.bench == BENCH else 2
    lines = path.read_text(encoding="utf-8").splitlines()
    cases: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    totals = Counter(case["kind"] for case in cases)
    scores = {name: _score(name, cases, options.python) for name in READERS}
    sys.stdout.write(table(scores, totals))
    return 0


def _score(name: str, cases: list[dict[str, Any]], other: Path | None) -> Score | None:
    """Run a reader in a process of its own; None if it is not installed."""
    for python in [Path(sys.executable), *([other] if other else [])]:
        result = subprocess.run(
            [str(python), "-m", "benchmarks.date_readers", name],
            cwd=PROJECT_ROOT,
            env=child_environment({"PYTHONPATH": str(PROJECT_ROOT), "TZ": "UTC"}),
            input="".join(json.dumps({"text": c["text"], "ref": c["ref"]}) + "\n" for c in cases),
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != _NOT_INSTALLED:
            break
    else:
        return None
    if result.returncode:
        sys.stderr.write(result.stderr)
        return None
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    hits: Counter[str] = Counter()
    for case, answer in zip(cases, answers, strict=True):
        hits[case["kind"]] += is_hit(case, answer["found"])
    return Score(hits, sum(answer["cpu_ms"] for answer in answers) / len(answers))


def is_hit(case: dict[str, Any], found: Sequence[Sequence[str | None]]) -> bool:
    """Say whether one of the readings (from, until, grain) is the one wanted.

    A point needs its beginning and its grain; a reader without grains needs only the beginning, as
    exact as the grain. An interval needs both ends, an open time its one end.
    """
    kind, wanted = case["kind"], case["from"]
    if kind == "negative":
        return not found
    if kind in ("point", "holiday"):
        length = _LENGTHS.get(case["grain"], len(wanted))
        return any(
            (first or "")[:length] == wanted[:length]
            if grain is None
            else (first, grain) == (wanted, case["grain"])
            for first, _, grain in found
        )
    ends = {"open_before": [None, wanted], "open_after": [wanted, None]}.get(
        kind, [wanted, case["to"]]
    )
    return any([first, until] == ends for first, until, _ in found)


def table(scores: dict[str, Score | None], totals: Counter[str]) -> str:
    """Return the table as Markdown."""
    counts = {name: sum(totals[kind] for kind in kinds) for name, kinds in GROUPS.items()}
    heads = [f"{name} ({counts[name]})" for name in GROUPS]
    lines = [
        "Dates: cases read right, by kind",
        "",
        "| Reader | points and intervals | " + " | ".join(heads) + " | CPU ms a sentence |",
        "|---|" + "---:|" * (len(heads) + 2),
    ]
    for name, score in scores.items():
        if score is None:
            lines.append(f"| {name} | not measured" + " | –" * (len(heads) + 1) + " |")
            continue
        hits = {group: sum(score.hits[kind] for kind in kinds) for group, kinds in GROUPS.items()}
        both = hits["points"] + hits["intervals"]
        share = 100 * both / max(1, counts["points"] + counts["intervals"])
        cells = " | ".join(str(hits[group]) for group in GROUPS)
        lines.append(f"| {name} | {both} ({share:.1f} %) | {cells} | {score.cpu_ms:.2f} |")
    missing = [name for name, score in scores.items() if score is None]
    if missing:
        names = " ".join(missing)
        lines += [
            "",
            f"Not installed: {names}. They are no part of the product; to measure them: "
            f"python3.10 -m venv DIR && DIR/bin/pip install {names}, then --python DIR/bin/python",
        ]
    return "\n".join(lines) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dates", description=__doc__)
    parser.add_argument("--bench", type=Path, default=BENCH, help=f"folder with {CASES}")
    parser.add_argument("--python", type=Path, help="interpreter that has the other readers")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
