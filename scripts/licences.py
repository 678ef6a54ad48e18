"""Writes docs/lizenzen.md: every package that the assistant runs with, and its licence.

Only what requirements/run.lock names counts; the versions come from the lock, the licences from
the packages that are installed. ``--check`` only compares.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.lock"
PAGE = ROOT / "docs" / "lizenzen.md"
MODEL = ("de_core_news_sm", "3.8.0", "MIT")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", re.MULTILINE)
_LONGEST = 60
HEAD = """# Lizenzen der verwendeten Pakete

Erzeugt mit `make licences` aus `requirements/run.lock`; nicht von Hand ändern. Die Angaben
stammen aus den Paketen selbst. Der vollständige Wortlaut liegt jedem installierten Paket bei.
Eine maschinenlesbare Stückliste (SBOM, CycloneDX) schreibt `make sbom`.

| Paket | Version | Lizenz laut Paket |
|---|---|---|
"""


def main(argv: list[str]) -> int:
    """Write the page, or with ``--check`` tell whether it is current."""
    content = HEAD + "".join(
        f"| {name} | {version} | {licence} |\n" for name, version, licence in rows()
    )
    if "--check" in argv:
        return 0 if PAGE.read_text(encoding="utf-8") == content else 1
    PAGE.write_text(content, encoding="utf-8")
    return 0


def rows() -> list[tuple[str, str, str]]:
    """Return name, version and licence of every package, by name."""
    pinned = _PINNED.findall(LOCK.read_text(encoding="utf-8"))
    found = [(name, version, licence_of(name)) for name, version in pinned]
    return sorted([*found, MODEL], key=lambda row: row[0].lower())


def licence_of(name: str) -> str:
    """Return what a package says about its licence, in a few words."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "nicht installiert"
    if told["License-Expression"]:
        return told["License-Expression"]
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    if classified:
        return ", ".join(dict.fromkeys(classified))
    # Some put the whole text there.
    first = (told["License"] or "").strip().partition("\n")[0].strip().replace("|", "/")
    return first[:_LONGEST] or "keine Angabe im Paket"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
