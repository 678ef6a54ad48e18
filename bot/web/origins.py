"""Tells requests of our own pages from what another website makes a browser send."""

from __future__ import annotations

from starlette.requests import Request


def is_own_page(request: Request, *origins: str) -> bool:
    """Say whether a request that changes something was made by a page of ours.

    ``origins`` are ours beside the one that was asked. Browsers always send one of the two headers
    with such requests; a client that sends neither is no browser and carries nobody's cookies.
    """
    if request.headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        return False
    asked = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return request.headers.get("origin") in (None, asked, *origins)
