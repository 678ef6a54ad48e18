"""Makes what is stored of a message smaller: deflate with a dictionary of what messages begin with.

The first byte names the dictionary. A dictionary never changes, or what was packed with it could
not be read again: a better one is a second file with the next number.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

# Below this there is little to gain.
_SHORTEST_CHARACTERS = 150
_NEWEST = 1
_RAW = -zlib.MAX_WBITS
_CODEC = ("utf-8", "surrogatepass")


def is_worth_packing(content: str) -> bool:
    """Return whether a text is long enough to become notably smaller."""
    return len(content) >= _SHORTEST_CHARACTERS


def packed(content: str) -> bytes:
    """Return a text made smaller."""
    packer = zlib.compressobj(zlib.Z_BEST_COMPRESSION, wbits=_RAW, zdict=_dictionary(_NEWEST))
    return bytes([_NEWEST]) + packer.compress(content.encode(*_CODEC)) + packer.flush()


def unpacked(content: bytes) -> str:
    """Return what :func:`packed` made smaller."""
    unpacker = zlib.decompressobj(_RAW, zdict=_dictionary(content[0]))
    return (unpacker.decompress(content[1:]) + unpacker.flush()).decode(*_CODEC)


@cache
def _dictionary(number: int) -> bytes:
    return Path(__file__).with_name(f"dictionary_{number}.txt").read_bytes()
