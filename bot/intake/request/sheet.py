"""The fields of a request in the chat: which there are, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.fit.told import answers as fit_answers
from bot.intake.request.contact import Contact

FORM = "consultation_form"
"""The name of the form in the dialogue."""

ASKED = (
    "topic",
    "description",
    "format",
    "partner_country",
    "period",
    "group",
    "organisation",
    "contact",
    "wanted_times",
    "name",
)
"""The fields in the order in which they are asked."""

PLAN = ("format", "partner_country", "period", "group")
"""The fields about the journey: whoever knows none of them yet skips them together."""

CONFIRMATION = "confirmation"
"""The last question: may all this be sent?"""

OPEN = fit_answers.OPEN
"""The answer "not known yet", the same as in the Passt-das-Check; it counts as answered."""

UNASKED = ("place", "urgent", "extract", "struck")
"""What is known by the way: the place, whether it is urgent, what of the talk is sent along."""

NEEDED = frozenset({"topic", "contact"})
"""Without these there is no request."""

FIELDS = (*ASKED, *UNASKED)

Sheet = Mapping[str, Any]
"""The answers by field; None is not answered, ``contact`` is what ``Contact.as_dict`` returns."""


def contact_of(sheet: Sheet) -> Contact:
    """Return the ways of contact that are known."""
    return Contact.from_dict(sheet.get("contact"))


def known(sheet: Sheet, field: str) -> str:
    """Return the text of a field; empty where it is open or missing."""
    value = sheet.get(field)
    return "" if not isinstance(value, str) or value == OPEN else value


def follows(sheet: Sheet, before: Sheet) -> dict[str, str | None]:
    """Return the answers that follow from others; ``before`` are those before the last message.

    Wanted times matter only to whoever is to be called or visited.
    """
    if contact_of(sheet).is_visit_only and sheet.get("wanted_times") == OPEN:
        # All the rest was skipped before it was known that we are to meet.
        return {"wanted_times": None}
    if contact_of(sheet).is_mail_only:
        return {"wanted_times": OPEN} if sheet.get("wanted_times") is None else {}
    is_new = sheet.get("contact") != before.get("contact")
    is_untold = sheet.get("wanted_times") == before.get("wanted_times")
    return dict.fromkeys(depends_on("contact", before)) if is_new and is_untold else {}


def depends_on(field: str, sheet: Sheet) -> tuple[str, ...]:
    """Return the fields that are to be asked once more when ``field`` changes."""
    is_for_mail = contact_of(sheet).is_mail_only and sheet.get("wanted_times") == OPEN
    return ("wanted_times",) if field == "contact" and is_for_mail else ()
