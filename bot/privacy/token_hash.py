"""What a table keeps of a token or of another's id."""

from __future__ import annotations

import hashlib


def token_hash(token: str) -> str:
    """Return enough to recognise the token again, and useless to a thief."""
    # A token from outside may hold characters that UTF-8 cannot encode; it just must not match.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
