"""The folder of trained models: names by content hash, a checksum beside each, the newest kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

KEPT_MODELS = 3
MODEL_SUFFIX = ".tar.gz"
CHECKSUM_SUFFIX = ".sha256"
# A link: a core that runs changes to the model that it leads to (bot.core.serving.generations).
CURRENT = "current"


class ModelMissingError(Exception):
    """No sound trained model belongs to the files as they are now."""


class ModelStore:
    """Trained models as files ``<hash>.tar.gz``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Return where the model with this hash lies or would lie."""
        return self.folder / f"{name}.tar.gz"

    def sound(self, name: str) -> Path:
        """Return the model with this hash if it is unchanged since training.

        Loading a model runs code out of it, so only a file we wrote ourselves may be served.

        Raises:
            ModelMissingError: there is none, or its checksum is wrong.
        """
        path = self.path(name)
        try:
            expected = _checksum_path(path).read_text(encoding="ascii").strip()
            found = _checksum(path)
        except OSError as error:
            raise ModelMissingError(str(path)) from error
        if found != expected:
            raise ModelMissingError(str(path))
        return path

    def add(self, name: str, trained: Path) -> Path:
        """Move a freshly trained model into the store and drop the oldest ones."""
        path = self.path(name)
        self.seal(path, trained)
        # Last: a model without its checksum would be trained again, never served.
        trained.replace(path)
        self._drop_old()
        return path

    def seal(self, path: Path, trained: Path) -> None:
        """Write the checksum without which no core loads the model at ``path``."""
        _checksum_path(path).write_text(_checksum(trained) + "\n", encoding="ascii")

    def current(self) -> Path | None:
        """Return the model that the link leads to, None if there is none."""
        link = self.folder / CURRENT
        return link.resolve() if link.exists() else None

    def make_current(self, model: Path) -> Path:
        """Let the link lead to a sound model of this folder, at once, and return the link."""
        link = self.folder / CURRENT
        new = self.folder / f".{CURRENT}"
        new.unlink(missing_ok=True)
        new.symlink_to(model.name)
        new.replace(link)
        return link

    def _drop_old(self) -> None:
        models = sorted(
            self.folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True
        )
        for path in models[KEPT_MODELS:]:
            path.unlink()
            _checksum_path(path).unlink(missing_ok=True)


def _checksum_path(model: Path) -> Path:
    return model.with_name(model.name + CHECKSUM_SUFFIX)


def _checksum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            digest.update(chunk)
    return digest.hexdigest()
