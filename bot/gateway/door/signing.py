"""Signed values for cookies and hidden fields, so that they can be trusted when they come back."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Signer:
    """Signs small JSON values for one purpose; a value for another purpose does not verify."""

    key: bytes
    purpose: str

    def sign(self, value: Any, now: float) -> str:
        """Return ``value`` with its time and signature as one URL-safe string."""
        body = base64.urlsafe_b64encode(json.dumps([int(now), value]).encode()).decode()
        return f"{body}.{self._signature(body)}"

    def verify(self, signed: str, now: float, max_age_seconds: float) -> Any | None:
        """Return the value, or None when it is forged, damaged or too old."""
        body, _, signature = signed.partition(".")
        expected = self._signature(body)
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), expected.encode()):
            return None
        try:
            signed_at, value = json.loads(base64.urlsafe_b64decode(body))
        except (ValueError, binascii.Error):
            return None
        return value if 0 <= now - signed_at + 1 <= max_age_seconds + 1 else None

    def _signature(self, body: str) -> str:
        message = f"{self.purpose}|{body}".encode("utf-8", "replace")
        return hmac.new(self.key, message, hashlib.sha256).hexdigest()
