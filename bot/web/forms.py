"""Reads forms as browsers send them, for the door and the desk."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

FORM_TYPE = "application/x-www-form-urlencoded"


def media_type_of(request: Request) -> str:
    """Return what the body of a request is said to be, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def require_form(request: Request) -> None:
    """Refuse whatever is no plain form.

    Raises:
        HTTPException: 415.
    """
    if media_type_of(request) != FORM_TYPE:
        raise HTTPException(415)


def first_values(body: bytes, most_fields: int) -> dict[str, str]:
    """Return the first value of every field.

    Raises:
        HTTPException: 400 for far too many fields.
    """
    text = body.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=most_fields)
    except ValueError:
        raise HTTPException(400) from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields.setdefault(name, value)
    return fields
