"""Reads the consultation form as browsers send it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from starlette.requests import Request

from bot.consultations.checks import MAX_LENGTH
from bot.field_values import storable
from bot.web.forms import first_values, require_form

TEXT_FIELDS = (
    "topic", "description", "format", "partner_country", "period", "group", "organisation",
    "place", "email", "phone", "wanted_times", "name",
)  # fmt: skip
PREFILL = {
    "topic": "thema",
    "description": "anliegen",
    "format": "format",
    "partner_country": "land",
    "period": "zeitraum",
    "group": "gruppe",
    "organisation": "einrichtung",
    "place": "ort",
}
"""The parameters of the address that fill in a field; nothing that names a person."""

CONSENT_FIELD = "consent"
COPY_FIELD = "wants_copy"
VISIT_FIELD = "wants_visit"
URGENT_FIELD = "is_urgent"
CSRF_FIELD = "csrf"
FORM_KEY_FIELD = "form_key"
MAX_FIELDS = 40

# Line feed and tab stay; other control characters are invisible and no database wants NUL.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FORM_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


async def read_fields(request: Request) -> dict[str, str]:
    """Return the first value of every field, cleaned.

    Raises:
        HTTPException: 415 for another encoding, 400 for far too many fields.
    """
    require_form(request)
    fields = first_values(await request.body(), MAX_FIELDS)
    return {name: clean(value) for name, value in fields.items()}


def read_prefill(parameters: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that an address fills in, cut to what the form takes."""
    filled = {}
    for name, parameter in PREFILL.items():
        filled[name] = storable(clean(parameters.get(parameter, ""))[: MAX_LENGTH[name]])
    return filled


def clean(value: str) -> str:
    """Return the value with plain line ends and without control characters."""
    return _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_form_key(value: str) -> bool:
    """Say whether the value has the form of the keys that we put into the page."""
    return _FORM_KEY.fullmatch(value) is not None


def idempotency_key(form_key: str, fields: Mapping[str, str]) -> str:
    """Return one key for one form with one content.

    A second click is the same request. Going back, changing the text and sending again is a new
    one: with the page's key alone the change would silently be lost.
    """
    names = (*TEXT_FIELDS, VISIT_FIELD, URGENT_FIELD)
    content = json.dumps([form_key, [fields.get(name, "") for name in names]])
    return hashlib.sha256(content.encode()).hexdigest()
