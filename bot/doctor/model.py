"""The trained model: there, unchanged since training, the one for these files, and served."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from bot.doctor.finding import Finding, fine, hint, problem
from bot.ops.model_inputs import model_hash
from bot.ops.models import MODEL_SUFFIX, ModelMissingError, ModelStore
from bot.settings import Settings

AREA = "model"
# Owned by bot.core, which nobody may import. A test compares.
MODEL_PATH = "/model"
ANSWER_SECONDS = 3.0


def check_model(settings: Settings) -> Iterator[Finding]:
    """Compare checksum and content hash, and ask who runs."""
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
    else:
        yield fine(AREA, "model_ok", name=served)
    yield from _not_served(settings, current.name)


def _not_served(settings: Settings, wanted: str) -> Iterator[Finding]:
    """Name the cores that answer with another model; the silent ones are named elsewhere."""
    for url in settings.core_urls:
        try:
            answer = httpx.get(url + MODEL_PATH, timeout=ANSWER_SECONDS, trust_env=False)
        except httpx.HTTPError:
            continue
        if answer.is_success and answer.text != wanted:
            yield problem(AREA, "model_not_served", url=url, served=answer.text, current=wanted)
