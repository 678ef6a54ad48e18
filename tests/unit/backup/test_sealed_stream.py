from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.backup.sealed_stream import (
    MAGIC,
    PIECE_BYTES,
    SALT_BYTES,
    SCRYPT_BLOCK,
    TAG_BYTES,
    SealBrokenError,
    SealedReader,
    SealedWriter,
)
from tests.unit.backup.conftest import REAL_COST

PASSPHRASE = b"ein langer geheimer Satz"
HEADER_BYTES = len(MAGIC) + SALT_BYTES
SIZES = [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, 200_000]


def sealed(content: bytes, step: int = 10_000) -> bytes:
    target = io.BytesIO()
    with SealedWriter(target, PASSPHRASE) as writer:
        for start in range(0, len(content), step):
            writer.write(content[start : start + step])
    return target.getvalue()


def opened(content: bytes, passphrase: bytes = PASSPHRASE) -> bytes:
    return SealedReader(io.BytesIO(content), passphrase).read()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_comes_back(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    assert opened(sealed(content)) == content


def test_nothing_can_be_read_without_the_passphrase() -> None:
    content = sealed(b"KANARIE" * 1000)
    assert b"KANARIE" not in content
    with pytest.raises(SealBrokenError):
        opened(content, b"ein anderer geheimer Satz")


def test_a_guess_at_the_passphrase_costs_memory_and_time() -> None:
    assert REAL_COST * SCRYPT_BLOCK * 128 >= 32 * 1024 * 1024


def test_the_same_content_never_looks_the_same_twice() -> None:
    assert sealed(b"gleich") != sealed(b"gleich")


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    content = bytearray(sealed(b"a" * (PIECE_BYTES + 10)))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBrokenError):
        opened(bytes(content))


@pytest.mark.parametrize("size", [*SIZES[1:], 300_000])
def test_a_cut_off_file_is_noticed_wherever_the_cut_is(size: int) -> None:
    content = sealed(b"b" * size)
    piece = PIECE_BYTES + TAG_BYTES
    for end in {len(content) - 1, HEADER_BYTES, HEADER_BYTES + piece, 5, 0} - {len(content)}:
        if end < len(content):
            with pytest.raises(SealBrokenError):
                opened(content[:end])


def test_swapped_or_repeated_pieces_are_noticed() -> None:
    content = sealed(b"c" * (3 * PIECE_BYTES))
    piece = PIECE_BYTES + TAG_BYTES
    head, first, second, rest = (
        content[:HEADER_BYTES],
        content[HEADER_BYTES : HEADER_BYTES + piece],
        content[HEADER_BYTES + piece : HEADER_BYTES + 2 * piece],
        content[HEADER_BYTES + 2 * piece :],
    )
    for forged in (head + second + first + rest, head + first + first + rest):
        with pytest.raises(SealBrokenError):
            opened(forged)


@pytest.mark.parametrize("content", [b"", b"\0" * 100, b"PK\x03\x04" * 50, MAGIC])
def test_other_files_are_no_backups(content: bytes) -> None:
    with pytest.raises(SealBrokenError):
        opened(content)
