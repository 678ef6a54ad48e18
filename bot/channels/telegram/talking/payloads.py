"""What a button sends back: short, signed, and worth something in one chat only.

Telegram carries 64 bytes. A payload that does not fit beside its signature is kept on our side
and the button carries its name.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_BYTES = 64
_SIGNATURE_BYTES = 9
_SIGNATURE_CHARACTERS = 12
_INLINE, _STORED = "i", "s"
_ROOM = MOST_BYTES - _SIGNATURE_CHARACTERS - len(_INLINE)
_NAME_BYTES = 15

Keep = Callable[[int, str, str], None]
Find = Callable[[int, str], "str | None"]


class ForgedPayloadError(ValueError):
    """The data was not signed by us for this chat."""


@dataclass(frozen=True)
class PayloadSigner:
    """Makes and reads the data of buttons; ``key`` is a secret of this installation."""

    key: bytes = field(repr=False)

    def sign(self, chat_id: int, payload: str, keep: Keep) -> str:
        """Return at most 64 bytes for a payload; ``keep`` stores a long one under its name."""
        body = _INLINE + payload
        if len(payload.encode()) > _ROOM:
            name = self._name(chat_id, payload)
            keep(chat_id, name, payload)
            body = _STORED + name
        return body + self._signature(chat_id, body)

    def read(self, chat_id: int, data: str, find: Find) -> str | None:
        """Return the payload, None if it was signed by us but is not kept any more.

        Raises:
            ForgedPayloadError: somebody else made it, or it belongs to another chat.
        """
        body, signature = data[:-_SIGNATURE_CHARACTERS], data[-_SIGNATURE_CHARACTERS:]
        expected = self._signature(chat_id, body)
        if not body or not hmac.compare_digest(signature.encode(), expected.encode()):
            raise ForgedPayloadError
        return body[1:] if body.startswith(_INLINE) else find(chat_id, body[1:])

    def _signature(self, chat_id: int, body: str) -> str:
        message = f"telegram-button|{chat_id}|{body}".encode()
        digest = hmac.new(self.key, message, hashlib.sha256).digest()[:_SIGNATURE_BYTES]
        return base64.urlsafe_b64encode(digest).decode()

    def _name(self, chat_id: int, payload: str) -> str:
        message = f"telegram-payload|{chat_id}|{payload}".encode()
        digest = hmac.new(self.key, message, hashlib.sha256).digest()[:_NAME_BYTES]
        return base64.urlsafe_b64encode(digest).decode()
