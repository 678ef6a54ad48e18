"""How likely each language is by its letters alone (py3langid)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from bot.nlu.languages.known import GERMAN, LANGUAGES, NEAREST


def log_odds(text: str) -> dict[str, float]:
    """Return how much likelier than German each language is, as a difference of logarithms."""
    identifier = _identifier()
    features = identifier.instance2fv(text)
    # The library multiplies all 7,480 features; a message has about a hundred.
    present = features.nonzero()[0]
    scores = features[present] @ identifier.nb_ptc[present] + identifier.nb_pc
    by_language = dict(zip(identifier.nb_classes, scores, strict=True))
    return {name: float(score - by_language[GERMAN]) for name, score in by_language.items()}


def prepare() -> None:
    """Load the statistics, which takes a fifth of a second."""
    _identifier()


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE)
    identifier.set_languages([*LANGUAGES, *NEAREST])
    return identifier
