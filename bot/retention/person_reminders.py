"""The reminders of one person for ``python -m bot person``: they are kept by address alone."""

from __future__ import annotations

from typing import Any

from bot.consultations.export import local_time
from bot.reminders.service import ReminderService
from bot.texts import text


def number_of(reminders: ReminderService, contact: str) -> int:
    """Return how many subscriptions an address has, confirmed or not; none of a phone number."""
    return len(reminders.of_mail_address(contact))


def export_of(reminders: ReminderService, address: str) -> list[dict[str, Any]]:
    """Return everything stored about the subscriptions of an address, with German keys."""
    return [
        {
            text("person.reminder_about"): reminders.about(item.target),
            text("person.reminder_since"): local_time(item.created_at),
            text("person.reminder_confirmed"): (
                None if item.confirmed_at is None else local_time(item.confirmed_at)
            ),
        }
        for item in reminders.of_mail_address(address)
    ]
