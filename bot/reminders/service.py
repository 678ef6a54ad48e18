"""What the public pages call: sign up, confirm, end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.consultations.mail_address import header_form, is_mail_address
from bot.deadlines.office.book import LiveBook
from bot.fit.countries import is_country
from bot.reminders.links import LinkFound, LinkState, Purpose
from bot.reminders.mails import reference_of
from bot.reminders.models import Channel, Subscription, Target, TargetKind
from bot.reminders.store import SqlReminderStore
from bot.reminders.wording import target_words


class AddressRejectedError(ValueError):
    """Nobody can be written to at this address."""


class TargetUnknownError(ValueError):
    """There is nothing of that name to be reminded of."""


@dataclass(frozen=True)
class Link:
    """What a link is worth, and in words what it is about (empty where nothing is left)."""

    state: LinkState
    about: str


class ReminderService:
    """Subscriptions; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(
        self,
        store: SqlReminderStore,
        book: LiveBook,
        now: Callable[[], datetime],
        erase_mails: Callable[[str], None],
    ) -> None:
        """Use ``now`` for aware times; ``erase_mails`` deletes what a reference left behind."""
        self._store = store
        self._book = book
        self._now = now
        self._erase_mails = erase_mails

    def subscribe(self, address: str, target: Target) -> None:
        """Send a mail that asks to confirm the subscription.

        What happens to addresses that are known already, or were asked too often, does not show:
        nobody learns from us who is subscribed.

        Raises:
            AddressRejectedError: the address cannot be written to.
            TargetUnknownError: there is no such deadline, programme or country.
        """
        cleaned = normalised(address)
        if not is_mail_address(cleaned) or header_form(cleaned) is None:
            raise AddressRejectedError
        self.check(target)
        self._store.subscribe(Channel.EMAIL, cleaned, target, self._now())

    def subscribe_chat(self, chat: str, target: Target) -> bool:
        """Begin a subscription in Telegram, where nobody can sign up anybody else.

        Return whether it is new.

        Raises:
            TargetUnknownError: there is no such deadline, programme or country.
        """
        self.check(target)
        return self._store.subscribe_at_once(Channel.TELEGRAM, chat, target, self._now())

    def of_mail_address(self, address: str) -> list[Subscription]:
        """Return the subscriptions of an e-mail address, for a person who asks what is stored."""
        return self._store.kept_of_address(normalised(address))

    def of_chat(self, chat: str) -> list[Subscription]:
        """Return the subscriptions of a chat in Telegram."""
        return self._store.of_address(Channel.TELEGRAM, chat)

    def end_in_chat(self, chat: str, subscription_id: int) -> bool:
        """End one subscription of a chat in Telegram; False if it has none of that number."""
        return self._store.end_one(Channel.TELEGRAM, chat, subscription_id)

    def check(self, target: Target) -> None:
        """Raise ``TargetUnknownError`` unless there is something to be reminded of."""
        book = self._book.current()
        known = {
            TargetKind.DEADLINE: lambda: {deadline.id for deadline in book.deadlines},
            TargetKind.PROGRAMME: lambda: {programme.id for programme in book.programmes},
            TargetKind.COUNTRY: lambda: {target.id} if is_country(target.id) else set(),
            TargetKind.EVENTS: lambda: {""},
        }
        if target.id not in known[target.kind]():
            raise TargetUnknownError

    def about(self, target: Target) -> str:
        """Return in words what a subscription would be about."""
        return target_words(self._book.current(), target)

    def look_up(self, token: str, purpose: Purpose) -> Link:
        """Return what a link is worth, without using it."""
        return self._told(self._store.look_up(token, purpose, self._now()))

    def confirm(self, token: str) -> Link:
        """Let a subscription begin."""
        return self._told(self._store.confirm(token, self._now()))

    def end(self, token: str, *, all_of_address: bool = False) -> int:
        """End and erase a subscription, or all of its address; return how many."""
        ids = self._store.end(token, self._now(), all_of_address=all_of_address)
        for subscription_id in ids:
            self._erase_mails(reference_of(subscription_id))
        return len(ids)

    def erase_address(self, address: str) -> int:
        """End and erase all subscriptions of a person who asks the office for it."""
        ids = self._store.end_address(normalised(address))
        for subscription_id in ids:
            self._erase_mails(reference_of(subscription_id))
        return len(ids)

    def _told(self, found: LinkFound) -> Link:
        about = "" if found.subscription is None else self.about(found.subscription.target)
        return Link(found.state, about)


def normalised(address: str) -> str:
    """Return an address in the one spelling in which it is stored."""
    local, at, domain = address.strip().rpartition("@")
    return f"{local}{at}{domain.lower()}"
