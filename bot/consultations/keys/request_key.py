"""The secret of this installation: makes PINs, recognises them, seals receipts.

A PIN follows from the key of the form and our secret. So a person who clicks twice, or whose
browser lost the first answer, sees the same PIN again, although the database knows only a hash,
which is worth nothing without the secret.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from pathlib import Path

from bot.consultations.keys.secret_file import MIN_SECRET_BYTES, load_or_create_secret

PIN_DIGITS = 8


@dataclass(frozen=True)
class RequestKey:
    """Everything that needs the secret."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a secret that could be guessed."""
        if len(self.secret) < MIN_SECRET_BYTES:
            raise ValueError("the secret is too short")

    def pin(self, idempotency_key: str) -> str:
        """Return the PIN of the request that was stored with this key."""
        number = int.from_bytes(self._digest("pin", idempotency_key)[:16], "big")
        return f"{number % 10**PIN_DIGITS:0{PIN_DIGITS}d}"

    def pin_hash(self, uuid: str, pin: str) -> str:
        """Return what the database knows of a PIN."""
        return self._digest("pin-hash", f"{uuid}|{pin}").hex()

    def is_pin(self, uuid: str, pin: str, stored_hash: str) -> bool:
        """Tell whether the PIN is right, taking as long for a wrong one."""
        return hmac.compare_digest(self.pin_hash(uuid, pin), stored_hash)

    def seal(self, content: str) -> str:
        """Return a checksum that nobody else can make."""
        return self._digest("seal", content).hex()

    def _digest(self, purpose: str, content: str) -> bytes:
        message = f"{purpose}|{content}".encode("utf-8", "surrogatepass")
        return hmac.new(self.secret, message, hashlib.sha256).digest()


def open_request_key(secret: str, file: Path) -> RequestKey:
    """Return the key made of ``secret``, or of the file if that is empty.

    Raises:
        ValueError: the secret is too short, or the file damaged.
    """
    return RequestKey(secret.encode() if secret else load_or_create_secret(file))


def readable_pin(pin: str) -> str:
    """Return a PIN in two halves, as people read and dictate it."""
    half = PIN_DIGITS // 2
    return f"{pin[:half]} {pin[half:]}"
