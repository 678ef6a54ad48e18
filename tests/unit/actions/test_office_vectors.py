"""The vectors of the office's texts: encoded once, taken from their file afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from actions import office_vectors, wiring
from actions.learned_passages import Told, learn_passages, ranked_passages
from bot.dialogue.passages import fitting_passages
from bot.dialogue.passages.fitting_passages import compared_texts
from bot.knowledge.catalogue import Catalogue
from bot.meaning import likeness as meaning
from bot.meaning.encoder import EmbeddingCache
from bot.meaning.products import FloatMatrix

ENTRY = "juleica"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of models of its own and one entry in the knowledge base."""
    entry = wiring.catalogue().get(ENTRY)
    assert entry is not None
    kept = tmp_path / office_vectors.FILE
    monkeypatch.setattr(office_vectors, "_file", lambda: kept)
    monkeypatch.setattr(Catalogue, "all", lambda _: [entry])
    monkeypatch.setattr(meaning, "_stored", {})
    meaning._vectors.cache_clear()
    yield kept
    meaning._vectors.cache_clear()


def texts() -> Sequence[str]:
    entry = wiring.catalogue().get(ENTRY)
    assert entry is not None
    told = Told.of(entry)
    return compared_texts(told.passages, told.unanswered)


def entry_question() -> str:
    entry = wiring.catalogue().get(ENTRY)
    assert entry is not None
    return entry.question


def test_all_that_a_question_is_compared_with_is_kept(kept: Path) -> None:
    assert office_vectors.main() == 0
    assert len(EmbeddingCache(kept).known()) == len({entry_question(), *texts()})


@pytest.mark.usefixtures("kept")
def test_what_is_kept_is_not_encoded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = meaning.likeness("wie viele stunden", texts())
    office_vectors.main()
    office_vectors.load()
    meaning._vectors.cache_clear()
    encoded: list[str] = []
    encode = meaning.encode

    def counting(some: Sequence[str]) -> FloatMatrix:
        encoded.extend(some)
        return encode(some)

    monkeypatch.setattr(meaning, "encode", counting)
    np.testing.assert_allclose(meaning.likeness("wie viele stunden", texts()), before, atol=1e-3)
    assert not encoded
    meaning.likeness("wie viele stunden", [*texts(), "Das ist neu."])
    assert encoded == ["Das ist neu."]


def test_without_a_file_everything_is_encoded(kept: Path) -> None:
    office_vectors.load()
    assert not kept.exists()
    assert meaning.likeness("wie viele stunden", ["35 Stunden"])[0] > 0.3


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_damaged_file_counts_as_empty_and_is_made_anew(kept: Path, share: float) -> None:
    office_vectors.main()
    whole = kept.read_bytes()
    kept.write_bytes(whole[: int(len(whole) * share)])
    office_vectors.load()
    assert office_vectors.main() == 0
    assert len(EmbeddingCache(kept).known()) == len({entry_question(), *texts()})


@pytest.mark.usefixtures("kept")
def test_an_entry_is_learned_before_its_first_question_if_its_vectors_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encoded: list[str] = []
    encode = meaning.encode

    def counting(some: Sequence[str]) -> FloatMatrix:
        encoded.extend(some)
        return encode(some)

    entries = wiring.catalogue().all()
    fitting_passages._learned.cache_clear()
    monkeypatch.setattr(meaning, "encode", counting)
    learn_passages(entries)
    assert not encoded
    assert fitting_passages._learned.cache_info().currsize == 0
    office_vectors.main()
    office_vectors.load()
    learn_passages(entries)
    assert fitting_passages._learned.cache_info().currsize == 1
    ranked_passages(entries[0], "wie viele stunden")
    assert fitting_passages._learned.cache_info().misses == 1
    fitting_passages._learned.cache_clear()


def test_an_entry_that_was_edited_is_learned_anew() -> None:
    entry = wiring.catalogue().get(ENTRY)
    assert entry is not None
    learn_passages([entry])
    assert ranked_passages(entry, "gibt es dort ein Schwimmbad")
    edited = replace(entry, answer="Das Schwimmbad hat geöffnet.", details="")
    told = [fit.passage.text for fit in ranked_passages(edited, "gibt es dort ein Schwimmbad")]
    assert told == ["Das Schwimmbad hat geöffnet."]
