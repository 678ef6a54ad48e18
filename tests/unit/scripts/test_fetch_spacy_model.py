from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.fetch_spacy_model import (
    CARRIER_FOLDER,
    NAME,
    VERSION,
    ModelError,
    build_wheel,
    check_sha256,
)

MODEL_FILES = ("meta.json", "LICENSE", "LICENSES_SOURCES", "ner/model")


@pytest.fixture
def carrier(tmp_path: Path) -> Path:
    path = tmp_path / "carrier.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lx_anonymizer/__init__.py", "raise SystemExit('never run this')")
        for name in MODEL_FILES:
            archive.writestr(CARRIER_FOLDER + name, f"content of {name}")
    return path


def test_the_wheel_holds_the_model_its_licences_and_no_foreign_code(
    carrier: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(build_wheel(carrier, tmp_path)) as wheel:
        names = wheel.namelist()
        for name in MODEL_FILES:
            content = wheel.read(f"{NAME}/{NAME}-{VERSION}/{name}")
            assert content == f"content of {name}".encode()
        code = [name for name in names if name.endswith(".py")]
        assert code == [f"{NAME}/__init__.py"]
        assert b"never run this" not in wheel.read(code[0])
    assert f"{NAME}-{VERSION}.dist-info/licenses/LICENSE" in names
    assert not any("lx_anonymizer" in name for name in names)


def test_the_wheel_can_be_installed(carrier: Path, tmp_path: Path) -> None:
    wheel = build_wheel(carrier, tmp_path)
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
        + ["--target", str(target), str(wheel)],
        check=True,
    )
    assert (target / NAME / f"{NAME}-{VERSION}" / "ner" / "model").is_file()
    assert (target / f"{NAME}-{VERSION}.dist-info" / "RECORD").is_file()


def test_a_wrong_download_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "download.whl"
    path.write_bytes(b"content")
    expected = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"
    check_sha256(path, expected)
    path.write_bytes(b"other")
    with pytest.raises(ModelError, match=r"download\.whl"):
        check_sha256(path, expected)
