"""An encrypted stream: nobody reads it without the passphrase, and no change goes unnoticed.

Made like an age file: a key for each file, derived from the passphrase with scrypt; then pieces
of 64 KiB with AES-256-GCM. Each piece is bound to its place and to whether it is the last one, so
that pieces can be neither swapped, repeated nor cut off.
"""

from __future__ import annotations

import io
import os
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"ija-lotse-backup/1\n"
SALT_BYTES = 16
PIECE_BYTES = 64 * 1024
TAG_BYTES = 16
# 32 MiB and a tenth of a second for each guess at the passphrase.
SCRYPT_COST = 2**15
SCRYPT_BLOCK = 8
KEY_BYTES = 32


class SealBrokenError(Exception):
    """The passphrase is wrong, or the file was changed, cut off or is none of ours."""


class SealedWriter(io.RawIOBase):
    """Encrypts what is written; only ``close`` makes the file complete."""

    def __init__(self, target: BinaryIO, passphrase: bytes) -> None:
        """Write to ``target``, which stays open."""
        super().__init__()
        salt = os.urandom(SALT_BYTES)
        self._header = MAGIC + salt
        self._cipher = AESGCM(_key(passphrase, salt))
        self._target = target
        self._waiting = bytearray()
        self._number = 0
        target.write(self._header)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: object) -> int:
        """Take bytes."""
        content = bytes(memoryview(data))  # type: ignore[arg-type]
        self._waiting += content
        # The last piece must be known as such, so one stays back even if it is full.
        while len(self._waiting) > PIECE_BYTES:
            self._seal(bytes(self._waiting[:PIECE_BYTES]), is_last=False)
            del self._waiting[:PIECE_BYTES]
        return len(content)

    def close(self) -> None:
        """Seal what is left as the last piece."""
        if not self.closed:
            self._seal(bytes(self._waiting), is_last=True)
            self._waiting.clear()
        super().close()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, is_last), piece, self._header)
        self._target.write(sealed)
        self._number += 1


class SealedReader(io.RawIOBase):
    """Decrypts; gives out no byte that was not checked."""

    def __init__(self, source: BinaryIO, passphrase: bytes) -> None:
        """Read from ``source``, which stays open.

        Raises:
            SealBrokenError: this is no backup.
        """
        super().__init__()
        self._header = source.read(len(MAGIC) + SALT_BYTES)
        if len(self._header) != len(MAGIC) + SALT_BYTES or not self._header.startswith(MAGIC):
            raise SealBrokenError
        self._cipher = AESGCM(_key(passphrase, self._header[len(MAGIC) :]))
        self._source = source
        self._ahead = source.read(PIECE_BYTES + TAG_BYTES)
        self._number = 0
        self._opened = b""
        self._is_over = False

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer; 0 means that everything was read and nothing is missing.

        Raises:
            SealBrokenError: a piece is not what was written, or the last one is missing.
        """
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._opened and not self._is_over:
            self._open_next()
        taken = self._opened[: len(view)]
        self._opened = self._opened[len(taken) :]
        view[: len(taken)] = taken
        return len(taken)

    def _open_next(self) -> None:
        sealed, self._ahead = self._ahead, self._source.read(PIECE_BYTES + TAG_BYTES)
        self._is_over = not self._ahead
        try:
            nonce = _nonce(self._number, self._is_over)
            self._opened = self._cipher.decrypt(nonce, sealed, self._header)
        except InvalidTag:
            raise SealBrokenError from None
        self._number += 1


def _key(passphrase: bytes, salt: bytes) -> bytes:
    return Scrypt(salt, KEY_BYTES, SCRYPT_COST, SCRYPT_BLOCK, 1).derive(passphrase)


def _nonce(number: int, is_last: bool) -> bytes:
    return struct.pack(">3xQ?", number, is_last)
