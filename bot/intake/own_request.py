"""The card that leads to a request of one's own."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from bot.knowledge.shown.fact_cards import facts_card
from bot.texts import text

NO_ANSWER = {"rateable": False}
"""Marks a card that answers no question of the field, so that nobody is asked whether it helped."""

OWN_REQUEST_PATH = "/anfrage"
REFERENCE_PARAMETER = "nummer"


def own_request_card(reference: str | None, site: str) -> dict[str, Any]:
    """Return the card; with a ``reference`` the gateway may ask for the PIN in its own way."""
    known = {} if reference is None else {"reference": reference}
    title = "intake.own_title_unknown" if reference is None else "intake.own_title"
    intro = "intake.own_intro_unknown" if reference is None else "intake.own_intro_page"
    link = (text("intake.own_request_link"), own_request_url(reference, site))
    card = facts_card(text(title, **known), [], intro=text(intro), links=[link])
    return {**card, **known, **NO_ANSWER}


def own_request_url(reference: str | None, site: str) -> str:
    """Return the address of the page, with the number filled in."""
    query = "" if reference is None else f"?{urlencode({REFERENCE_PARAMETER: reference})}"
    return f"{site.rstrip('/')}{OWN_REQUEST_PATH}{query}"
