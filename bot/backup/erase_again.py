"""After a restore: erases what people had erased since the backup was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.tables import consultation_requests, erasure_receipts
from bot.consultations.erasure import ErasureReason, Erasures
from bot.consultations.errors import UnknownReferenceError
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.conversations.rows import delete
from bot.conversations.tables import sessions
from bot.erasures.journal import CHAT, REMINDER, REQUEST, Erased
from bot.reminders.mails import subscription_of
from bot.reminders.store import SqlReminderStore

# A receipt names whole seconds.
_SECOND = timedelta(seconds=1)


class EraseAgain:
    """Erases in a restored database whose tables are up to date."""

    def __init__(
        self,
        engine: Engine,
        key: RequestKey,
        folder: AttachmentFolder,
        erase_in_rasa: Callable[[str], None],
    ) -> None:
        """Use the key that made the receipts; ``erase_in_rasa`` takes a conversation's id."""
        self._engine = engine
        self._key = key
        self._folder = folder
        self._erase_in_rasa = erase_in_rasa
        self._reminders = SqlReminderStore(engine)

    def run(self, erased: Iterable[Erased], made_at: datetime) -> Counter[str]:
        """Erase all of it that is there again and count by kind."""
        counts: Counter[str] = Counter()
        for item in sorted(erased, key=lambda item: item.at):
            counts[item.kind] += self._erase(item, made_at)
        return counts

    def _erase(self, item: Erased, made_at: datetime) -> int:
        if item.kind == REQUEST:
            return self._request(item)
        if item.kind == CHAT:
            self._erase_in_rasa(item.id)
            with write_transaction(self._engine) as connection:
                return delete(connection, sessions.c.token_hash == item.id)
        # Numbers of subscriptions are given again: an older line may mean another one.
        if item.kind == REMINDER and item.at >= made_at:
            number = subscription_of(item.id)
            return 0 if number is None else self._reminders.end_number(number)
        return 0

    def _request(self, item: Erased) -> int:
        if self._is_of_another(item):
            return 0
        receipt = item.receipt
        at = datetime.fromisoformat(str(receipt.get("erased_at", item.at.isoformat())))
        erasures = Erasures(self._engine, self._key, self._folder, lambda: at, lambda _: None)
        try:
            if erasures.receipt(item.id) is not None:
                return 0
            reason = ErasureReason(receipt.get("reason", ErasureReason.OFFICE.value))
            erasures.erase(item.id, reason, str(receipt.get("actor", "restore")))
        except UnknownReferenceError:
            return 0
        self._give_back_receipt(item)
        return 1

    def _is_of_another(self, item: Erased) -> bool:
        """Tell whether the number belongs to a request that came only after that erasure."""
        query = sa.select(consultation_requests.c.received_at).where(
            consultation_requests.c.reference == item.id
        )
        with read_transaction(self._engine) as connection:
            received = connection.execute(query).scalar_one_or_none()
        return received is not None and received > item.at + _SECOND

    def _give_back_receipt(self, item: Erased) -> None:
        """Put the person's own receipt in place: what was erased then may have been more."""
        if "seal" not in item.receipt:
            return
        with write_transaction(self._engine) as connection:
            connection.execute(
                sa.update(erasure_receipts)
                .where(erasure_receipts.c.reference == item.id)
                .values(items=item.receipt["items"], seal=item.receipt["seal"])
            )


def has_tables(engine: Engine) -> bool:
    """Tell whether a database knows of erasures; an empty one does not."""
    with read_transaction(engine) as connection:
        return bool(sa.inspect(connection).has_table(erasure_receipts.name))
