"""``python -m benchmarks.faults``: break things, count what is lost or doubled."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.faults.postgres import empty_database, installed_binaries, running_postgres
from benchmarks.faults.run import Outcome, Plan, run


def main(argv: Sequence[str]) -> int:
    """Run on every database asked for; return 1 if anything was lost or doubled."""
    options = _parser().parse_args(argv)
    plan = Plan(options.requests, options.faults, options.seed)
    databases = ("sqlite", "postgresql") if options.database == "both" else (options.database,)
    is_clean = True
    for database in databases:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="ija-faults-") as folder:
            outcome = _run(database, plan, Path(folder))
        print(report(database, outcome, time.monotonic() - started))  # noqa: T201 - the result
        is_clean = is_clean and outcome.verdict.is_clean
    return 0 if is_clean else 1


def _run(database: str, plan: Plan, folder: Path) -> Outcome:
    if database == "sqlite":
        return run(plan, folder, f"sqlite:///{folder / 'ija.sqlite'}", on_episode=_progress(plan))
    binaries = installed_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL is not installed")
    with running_postgres(binaries) as server, empty_database(server.url) as url:
        return run(plan, folder, url, server, _progress(plan))


def report(database: str, outcome: Outcome, seconds: float) -> str:
    """Return the numbers as text."""
    tally, verdict = outcome.tally, outcome.verdict
    kinds = sorted(tally.faults.items())
    points = sorted(tally.crash_points.items())
    lines = [
        f"== {database}, {seconds:.0f} s",
        f"{sum(tally.faults.values())} faults of {len(kinds)} kinds:",
        *(f"  {count:5d}  {kind}" for kind, count in kinds),
        f"{len(points)} crash points at which a process was killed:",
        *(f"  {count:5d}  {name}" for name, count in points),
        "Result:",
        *(f"  {value:5d}  {name.replace('_', ' ')}" for name, value in vars(verdict).items()),
        "Nothing lost, nothing doubled." if verdict.is_clean else "SOMETHING IS WRONG.",
    ]
    return "\n".join(lines)


def _progress(plan: Plan) -> Callable[[int], None]:
    def show(number: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number} of {plan.faults}")
            sys.stderr.flush()

    return show


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    # Some processes reach their end before the step at which they would have died.
    parser.add_argument("--faults", type=int, default=1_050)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
