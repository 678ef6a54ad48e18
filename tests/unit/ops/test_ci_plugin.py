from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT_ROOT = Path(__file__).parents[3]
SKIPPED = "import pytest\n@pytest.mark.skip(reason='no browser')\ndef test_x(): pass\n"
SKIPPED_MODULE = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"
KNOWN_FAILURE = "import pytest\n@pytest.mark.xfail\ndef test_x(): assert False\n"


def run_pytest(folder: Path, code: str, ci: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_x.py").write_text(code, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.ci_plugin", str(folder)],
        cwd=PROJECT_ROOT,
        env={**os.environ, "CI": ci},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("code", [SKIPPED, SKIPPED_MODULE])
def test_a_skipped_test_fails_in_ci_only(tmp_path: Path, code: str) -> None:
    in_ci = run_pytest(tmp_path, code, ci="true")
    assert in_ci.returncode != 0
    assert "A skipped test is a failure in CI" in in_ci.stdout
    assert "no browser" in in_ci.stdout
    assert "1 skipped" in run_pytest(tmp_path, code, ci="").stdout


def test_an_expected_failure_is_no_skipped_test(tmp_path: Path) -> None:
    result = run_pytest(tmp_path, KNOWN_FAILURE, ci="true")
    assert result.returncode == 0
    assert "1 xfailed" in result.stdout
