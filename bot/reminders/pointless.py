"""Drops reminders that waited until they were wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.deadlines.office.parsing import DeadlineBook
from bot.reminders.mail_queue import ClaimedMails
from bot.reminders.models import Occasion, Trigger
from bot.reminders.occasions import is_still_true
from bot.reminders.store import SqlReminderStore


def without_the_pointless(
    store: SqlReminderStore, mail: ClaimedMails, book: DeadlineBook, now: datetime
) -> ClaimedMails:
    """Return what is still right of a reminder, and settle the rest; nothing may be left.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    target = mail.subscription.target

    def is_worth_it(occasion: Occasion) -> bool:
        return occasion.trigger is Trigger.CONFIRM or is_still_true(book, target, occasion, now)

    pairs = list(zip(mail.ids, mail.occasions, strict=True))
    dropped = [number for number, occasion in pairs if not is_worth_it(occasion)]
    if not dropped:
        return mail
    store.settle(dropped, "pointless", now)
    kept = [(number, occasion) for number, occasion in pairs if number not in dropped]
    return replace(
        mail,
        ids=tuple(number for number, _ in kept),
        occasions=tuple(occasion for _, occasion in kept),
    )
