"""Compares the locked packages with known vulnerabilities and with our written reasons.

Without ``--advisories`` pip-audit asks the vulnerability service of the package index. With it, a
clone of github.com/pypa/advisory-database is read, with ``--ranges`` the file data/insecure.json of
github.com/pyupio/safety-db (renewed every month; it names versions only, so the name of such a
finding is like "package<1.2"). Neither needs a network. A vulnerability without a reason in
docs/schwachstellen.yml fails; a reason that is not needed any more is named.

The last line names the source and the day of its data. Data that is older than 30 days, or does not
say how old it is, makes no audit whatever was found: the exit code is 3.

Runs in the environment that ``scripts/supply`` makes.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import yaml
from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.lock"
REASONS = ROOT / "docs" / "schwachstellen.yml"
MAX_DAYS = 30
TOO_OLD = 3
_MODIFIED = re.compile(r"""^modified:\s*["']?(\d{4}-\d{2}-\d{2})""", re.MULTILINE)
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", re.MULTILINE)


class AuditError(Exception):
    """The audit could not be made; that is no clean result."""


@dataclass(frozen=True)
class Finding:
    """A vulnerability of a package that we install; ``ids`` are all its names."""

    package: str
    version: str
    ids: frozenset[str]
    fixed_in: str


def main(argv: list[str], today: date | None = None) -> int:
    """Audit; 0 means that every vulnerability found has its reason.

    1 means that one has none, 2 that the audit could not be made, 3 that its data is too old on
    ``today``, which is the day of the clock where nobody tells another one.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--advisories", type=Path, help="folder with a clone of the database")
    parser.add_argument("--ranges", type=Path, help="file insecure.json of safety-db")
    parser.add_argument("--reasons", type=Path, default=REASONS)
    parser.add_argument("--lock", type=Path, default=LOCK)
    options = parser.parse_args(argv)
    packages = dict(_PINNED.findall(options.lock.read_text(encoding="utf-8")))
    today = today or datetime.now(timezone.utc).date()
    try:
        if options.advisories:
            source, day = "PyPA advisory database", newest_advisory(options.advisories)
            findings = list(look_up(packages, options.advisories))
        elif options.ranges:
            source, day = "safety-db", day_of_ranges(options.ranges)
            findings = list(compare(packages, options.ranges))
        else:
            source, day = "vulnerability service of the package index, asked now", today
            findings = list(ask(options.lock, packages))
    except AuditError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    reasons = yaml.safe_load(options.reasons.read_text(encoding="utf-8")) or []
    code = report(findings, reasons, len(packages))
    return judge_age(source, day, today) or code


def judge_age(source: str, day: date | None, today: date) -> int:
    """Name the source and the day of its data; return 3 if that is too old to count."""
    print(f"source: {source}; data of {day or 'unknown day'}")  # noqa: T201
    days = None if day is None else (today - day).days
    if days is not None and days <= MAX_DAYS:
        return 0
    age = "of unknown age" if days is None else f"{days} days old"
    print(f"NO AUDIT: the data is {age}, {MAX_DAYS} days are allowed; what came later is unchecked")  # noqa: T201
    return TOO_OLD


def newest_advisory(advisories: Path) -> date | None:
    """Return the day on which an advisory of a clone was changed last, None if none says so."""
    days = [
        found[1]
        for path in (advisories / "vulns").glob("*/*.yaml")
        for found in _MODIFIED.finditer(path.read_text(encoding="utf-8"))
    ]
    return as_day(max(days)) if days else None


def day_of_ranges(file: Path) -> date | None:
    """Return the day that a file of safety-db says it was made on, None if it does not say so."""
    try:
        made_at = json.loads(file.read_text(encoding="utf-8"))["$meta"]["timestamp"]
        return datetime.fromtimestamp(float(made_at), timezone.utc).date()
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None


def as_day(written: str) -> date | None:
    """Return a day as written in an advisory, None if there is no such day."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def look_up(packages: Mapping[str, str], advisories: Path) -> Iterator[Finding]:
    """Return the vulnerabilities that a clone of the database knows.

    Raises:
        AuditError: this is no clone of it.
    """
    folder = advisories / "vulns"
    if not folder.is_dir():
        raise AuditError(f"{advisories} holds no folder vulns")
    for package, version in sorted(packages.items()):
        for path in sorted((folder / normalised(package)).glob("*.yaml")):
            advisory = yaml.safe_load(path.read_text(encoding="utf-8"))
            if "withdrawn" in advisory:
                continue
            for affected in advisory.get("affected", ()):
                fixed = fixed_versions(affected)
                if is_affected(version, affected):
                    ids = frozenset([advisory["id"], *advisory.get("aliases", ())])
                    yield Finding(package, version, ids, ", ".join(fixed) or "-")


def compare(packages: Mapping[str, str], file: Path) -> Iterator[Finding]:
    """Return the ranges of insecure versions that ours are in.

    Raises:
        AuditError: this is no such file.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        known = {normalised(name): ranges for name, ranges in content.items() if name[0] != "$"}
    except (OSError, ValueError, AttributeError) as error:
        raise AuditError(f"{file} is no file of safety-db: {type(error).__name__}") from None
    for package, version in sorted(packages.items()):
        for insecure in known.get(normalised(package), ()):
            if SpecifierSet(insecure).contains(version, prereleases=True):
                yield Finding(package, version, frozenset([f"{package}{insecure}"]), "-")


def ask(lock: Path, packages: Mapping[str, str]) -> Iterator[Finding]:
    """Return the vulnerabilities that the service of the package index knows.

    Raises:
        AuditError: it did not answer, or did not know packages that we have.
    """
    command = [sys.executable, "-m", "pip_audit", "-r", str(lock), "--disable-pip", "--format"]
    finished = subprocess.run(  # noqa: S603
        [*command, "json", "--progress-spinner", "off"],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        dependencies = json.loads(finished.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise AuditError(f"pip-audit gave no result:\n{finished.stderr[-2000:]}") from None
    unknown = [item["name"] for item in dependencies if "skip_reason" in item]
    if len(unknown) > len(packages) / 10:
        raise AuditError(f"the service knows {len(unknown)} of our packages not at all")
    for item in dependencies:
        for found in item.get("vulns", ()):
            ids = frozenset([found["id"], *found.get("aliases", ())])
            fixed = ", ".join(found.get("fix_versions", ())) or "-"
            yield Finding(item["name"], item["version"], ids, fixed)


def report(findings: list[Finding], reasons: list[dict[str, Any]], number: int) -> int:
    """Write what was found and return the exit code."""
    known = {identifier: reason for reason in reasons for identifier in reason["ids"]}
    open_findings = 0
    used: set[str] = set()
    for finding in findings:
        matching = sorted(finding.ids & known.keys())
        used.update(matching)
        state = "reason written" if matching else "NO REASON"
        open_findings += not matching
        ids = " ".join(sorted(finding.ids))
        print(f"{state}: {finding.package} {finding.version}: {ids} (fixed: {finding.fixed_in})")  # noqa: T201
    stale = [reason["ids"][0] for reason in reasons if not used & set(reason["ids"])]
    for identifier in stale:
        print(f"reason not needed by this source: {identifier}")  # noqa: T201
    print(f"{number} packages, {len(findings)} findings, {open_findings} without a reason")  # noqa: T201
    return 1 if open_findings else 0


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Tell whether a version is among those that an advisory names."""
    if version in affected.get("versions", ()):
        return True
    try:
        ours = Version(version)
    except InvalidVersion:
        return False
    ranges = [item for item in affected.get("ranges", ()) if item.get("type") == "ECOSYSTEM"]
    return any(_is_within(ours, item["events"]) for item in ranges)


def fixed_versions(affected: Mapping[str, Any]) -> list[str]:
    """Return the versions that an advisory calls fixed."""
    events = [event for item in affected.get("ranges", ()) for event in item.get("events", ())]
    return [str(event["fixed"]) for event in events if "fixed" in event and "." in event["fixed"]]


def normalised(package: str) -> str:
    """Return the name as indexes and the database spell it."""
    return re.sub(r"[-_.]+", "-", package).lower()


def _is_within(version: Version, events: list[Mapping[str, str]]) -> bool:
    inside = False
    for event in events:
        if "introduced" in event:
            begin = event["introduced"]
            inside = inside or begin == "0" or version >= Version(begin)
            continue
        is_past = "fixed" in event and version >= Version(event["fixed"])
        is_after = "last_affected" in event and version > Version(event["last_affected"])
        if is_past or is_after:
            inside = False
    return inside


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
