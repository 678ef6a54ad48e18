"""Asks a process on this machine whether it is well."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request


def is_up(health_url: str, seconds: float) -> bool:
    """Return whether a health check answers with success, within so many seconds for each step."""
    # Ours is always on this machine: no proxy of the environment may come between.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(health_url, timeout=seconds) as response:
            return bool(response.status == http.client.OK)
    except (OSError, urllib.error.URLError, http.client.HTTPException):
        return False
