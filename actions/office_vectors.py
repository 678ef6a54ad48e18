"""``python -m actions.office_vectors``: keeps the vectors of all that the office has written.

A further message is compared with the passages of several entries, and a text takes the encoder a
millisecond: all of them are encoded once, beside the training of the model. What was written since
is encoded with the first question about it.
"""

from __future__ import annotations

from pathlib import Path

from actions import wiring
from actions.learned_passages import Told
from bot.dialogue.passages.fitting_passages import compared_texts
from bot.meaning.encoder import EmbeddingCache
from bot.meaning.likeness import use_stored

FILE = "office_vectors.npz"
"""It lies beside the models, with which it is passed on."""


def load() -> None:
    """Use the vectors that are kept; where there is no file, none are."""
    use_stored(_kept())


def main() -> int:
    """Encode what is new and keep it; return 0."""
    texts = []
    for entry in wiring.catalogue().all():
        told = Told.of(entry)
        texts += [entry.question, *compared_texts(told.passages, told.unanswered)]
    _kept().encode(list(dict.fromkeys(texts)))
    return 0


def _kept() -> EmbeddingCache:
    return EmbeddingCache(_file())


def _file() -> Path:
    return wiring.settings().models_dir / FILE


if __name__ == "__main__":
    raise SystemExit(main())
