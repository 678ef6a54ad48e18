"""How updates reach us by webhook: path, header, secret."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field

WEBHOOK_PATH = "/telegram/webhook"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of a header


@dataclass(frozen=True)
class Reception:
    """How updates reach us: by webhook at ``url``, or fetched where that is empty."""

    url: str = ""
    secret: str = field(default="", repr=False)


def webhook_secret(token: str) -> str:
    """Return what Telegram has to send along; whoever changes the token changes it too."""
    return hmac.new(token.encode(), b"ija-lotse telegram webhook", hashlib.sha256).hexdigest()
