"""Numbers of half precision in single precision: the same as NumPy gives."""

from __future__ import annotations

import numpy as np
import pytest

from bot.meaning.halves import single


@pytest.mark.parametrize("shape", [(0, 512), (1, 512), (3, 10, 256)])
def test_keeps_shape(shape: tuple[int, ...]) -> None:
    halves = np.random.default_rng(0).normal(size=shape).astype(np.float16)
    found = single(halves)
    assert found.dtype == np.float32
    assert np.array_equal(found, halves.astype(np.float32))


def test_is_exact_for_every_number() -> None:
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    finite = halves[np.isfinite(halves)]
    assert np.array_equal(single(finite), finite.astype(np.float32))
