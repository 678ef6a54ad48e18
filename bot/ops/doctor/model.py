"""The trained model: there, unchanged since training, and the one for these files."""

from __future__ import annotations

from collections.abc import Iterator

from bot.ops.doctor.finding import Finding, fine, hint, problem
from bot.ops.model_inputs import model_hash
from bot.ops.models import MODEL_SUFFIX, ModelMissingError, ModelStore
from bot.settings import Settings

AREA = "model"


def check_model(settings: Settings) -> Iterator[Finding]:
    """Compare checksum and content hash."""
    store = ModelStore(settings.models_dir)
    current = store.current()
    if current is None:
        yield problem(AREA, "model_missing")
        return
    served = current.name.removesuffix(MODEL_SUFFIX)
    try:
        store.sound(served)
    except ModelMissingError:
        yield problem(AREA, "model_changed", name=served)
        return
    if served != model_hash(settings.root):
        yield hint(AREA, "model_outdated", name=served)
        return
    yield fine(AREA, "model_ok", name=served)
