"""Licences, reasons for vulnerabilities and the audit itself."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from bot.settings import PROJECT_ROOT

LOCK = (PROJECT_ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
PINNED = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", LOCK, re.MULTILINE))
REASONS = yaml.safe_load((PROJECT_ROOT / "docs" / "schwachstellen.yml").read_text("utf-8"))
# What would oblige us to publish all of our code, or forbids use, or says nothing.
FORBIDDEN = re.compile(r"\bA?GPL|GNU General|GNU Affero|Proprietary|Commercial|keine Angabe")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, PROJECT_ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # where its dataclasses look for themselves
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def audit() -> ModuleType:
    return script("audit")


def rows() -> list[list[str]]:
    page = (PROJECT_ROOT / "docs" / "lizenzen.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.split("|")[1:4]] for line in page.splitlines()
            if line.startswith("| ") and not line.startswith("| Paket")]  # fmt: skip


def test_the_list_of_licences_is_that_of_the_lock() -> None:
    listed = {name: version for name, version, _ in rows()}
    listed.pop("de_core_news_sm")
    assert listed == PINNED


def test_every_licence_allows_what_we_do() -> None:
    assert [row for row in rows() if FORBIDDEN.search(row[2])] == []


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason["ids"][0])
def test_a_reason_is_for_what_we_have(reason: dict) -> None:
    """Another version may need no reason any more, or a different one."""
    assert PINNED[reason["package"]] == reason["version"]
    assert len(reason["reason"]) > 40
    for named in re.findall(r"\b(?:bot|requirements|scripts)/[\w/.*]+\w", reason["reason"]):
        assert list(PROJECT_ROOT.glob(named)), named


def test_packages_that_reasons_call_unused_are_never_imported() -> None:
    unused = {"pymongo", "keras", "tensorflow", "sentry_sdk", "dns", "skops", "pydantic"}
    for folder in ("bot", "actions"):
        for path in (PROJECT_ROOT / folder).rglob("*.py"):
            found = re.findall(r"^\s*(?:import|from) (\w+)", path.read_text("utf-8"), re.MULTILINE)
            assert not unused & set(found), path


ADVISORY = """
id: PYSEC-2026-1
modified: 2026-01-01T10:00:00.000000Z
aliases: [CVE-2026-0001]
affected:
- package: {name: some-package, ecosystem: PyPI}
  ranges:
  - type: ECOSYSTEM
    events: [{introduced: "1.0"}, {fixed: 1.5.0}, {introduced: "2.0"}, {last_affected: "2.3"}]
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    folder = tmp_path / "vulns" / "some-package"
    folder.mkdir(parents=True)
    (folder / "PYSEC-2026-1.yaml").write_text(ADVISORY, encoding="utf-8")
    (folder / "PYSEC-2026-2.yaml").write_text(
        ADVISORY.replace("2026-1", "2026-2") + "withdrawn: 2026-01-01\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("version", "is_found"),
    [("0.9", False), ("1.0", True), ("1.4.9", True), ("1.5.0", False), ("1.9", False),
     ("2.0", True), ("2.3", True), ("2.4", False), ("keine Version", False)],
)  # fmt: skip
def test_an_advisory_is_for_its_versions(
    audit: ModuleType, database: Path, version: str, is_found: bool
) -> None:
    found = list(audit.look_up({"Some_Package": version}, database))
    assert bool(found) == is_found


def test_a_vulnerability_without_a_reason_fails(
    audit: ModuleType, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = ADVISORY.replace("2026-01-01", f"{datetime.now(timezone.utc):%Y-%m-%d}")
    (database / "vulns" / "some-package" / "PYSEC-2026-3.yaml").write_text(fresh, encoding="utf-8")
    lock, reasons = database / "run.lock", database / "reasons.yml"
    lock.write_text("some-package==1.2 \\\n    --hash=sha256:00\nother==1\n", encoding="utf-8")
    reasons.write_text("[]", encoding="utf-8")
    arguments = ["--advisories", str(database), "--lock", str(lock), "--reasons", str(reasons)]
    assert audit.main(arguments) == 1
    assert "NO REASON: some-package 1.2" in capsys.readouterr().out
    reasons.write_text("- {ids: [CVE-2026-0001]}\n- {ids: [CVE-1]}\n", encoding="utf-8")
    assert audit.main(arguments) == 0
    assert "not needed by this source: CVE-1" in capsys.readouterr().out


def test_an_audit_that_could_not_be_made_is_no_clean_one(audit: ModuleType, tmp_path: Path) -> None:
    assert audit.main(["--advisories", str(tmp_path)]) == 2


def test_ranges_of_safety_db_are_findings_with_names_of_their_own(
    audit: ModuleType, tmp_path: Path
) -> None:
    file = tmp_path / "insecure.json"
    file.write_text('{"$meta": {}, "Some_Package": ["<1.3", ">=2,<2.4"], "other": ["<9"]}', "utf-8")
    found = list(audit.compare({"some-package": "1.2", "third": "1"}, file))
    assert [finding.ids for finding in found] == [{"some-package<1.3"}]
    assert not list(audit.compare({"some-package": "2.4"}, file))


@pytest.mark.parametrize("content", ["", "[]", "kein JSON"])
def test_a_file_that_is_none_of_safety_db_is_no_clean_result(
    audit: ModuleType, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "insecure.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(audit.AuditError):
        list(audit.compare({"some-package": "1.2"}, file))


NOW = datetime(2026, 3, 1, 0, 0, 5, tzinfo=timezone.utc)


def ranges(folder: Path, meta: object) -> Path:
    file = folder / "insecure.json"
    file.write_text(json.dumps({"$meta": meta, "other": ["<9"]}), "utf-8")
    return file


@pytest.mark.parametrize(("days", "code"), [(0, 0), (30, 0), (31, 3), (1959, 3)])
def test_old_data_makes_no_audit_however_clean_it_looks(
    audit: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], days: int, code: int
) -> None:
    made = NOW - timedelta(days=days)
    file = ranges(tmp_path, {"timestamp": int(made.timestamp())})
    (tmp_path / "run.lock").write_text("some-package==1.2\n", encoding="utf-8")
    arguments = ["--ranges", str(file), "--lock", str(tmp_path / "run.lock")]
    assert audit.main(arguments, NOW.date()) == code
    said = capsys.readouterr().out.splitlines()
    assert f"source: safety-db; data of {made:%Y-%m-%d}" in said
    assert any(line.startswith(f"NO AUDIT: the data is {days} days old") for line in said) == (
        code == 3
    )


@pytest.mark.parametrize("meta", [{}, None, {"timestamp": "gestern"}, {"timestamp": 1e300}])
def test_data_that_does_not_say_its_day_makes_no_audit(
    audit: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], meta: object
) -> None:
    (tmp_path / "run.lock").write_text("some-package==1.2\n", encoding="utf-8")
    file = ranges(tmp_path, meta)
    assert audit.main(["--ranges", str(file), "--lock", str(tmp_path / "run.lock")]) == 3
    assert "NO AUDIT: the data is of unknown age" in capsys.readouterr().out


def test_a_clone_is_as_old_as_its_newest_advisory(audit: ModuleType, database: Path) -> None:
    newer = ADVISORY.replace("2026-01-01", "2026-05-02")
    (database / "vulns" / "some-package" / "PYSEC-2026-4.yaml").write_text(newer, encoding="utf-8")
    assert audit.newest_advisory(database) == date(2026, 5, 2)
    assert audit.newest_advisory(database / "nowhere") is None
    assert audit.as_day("2026-99-01") is None
