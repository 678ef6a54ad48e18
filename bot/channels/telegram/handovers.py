"""One-time links from a chat to the form on the web, and the requests that came of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channels.telegram.kept.tables import handovers, requests
from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.tables import consultation_messages, consultation_requests
from bot.privacy.token_hash import token_hash

VALID_FOR = timedelta(hours=24)
LINK_PATH = "/beratung/telegram"
NEVER_SEEN = -1

_LINK = sa.text(
    "INSERT INTO telegram_requests"
    " (reference, chat_id, conversation, shows_text, seen, created_at)"
    " VALUES (:reference, :chat_id, :conversation, :shows_text, -1, :now)"
    " ON CONFLICT (reference) DO NOTHING"
).bindparams(
    sa.bindparam("now", type_=requests.c.created_at.type),
    sa.bindparam("shows_text", type_=sa.Boolean),
)


@dataclass(frozen=True)
class Handover:
    """What a link brings into the form: values by field, none of which names anybody.

    ``conversation`` is the name under which the office answers into the chat.
    """

    fields: Mapping[str, str]
    conversation: str = field(repr=False)


@dataclass(frozen=True)
class LinkedRequest:
    """A request whose answers are told in a chat; ``seen`` is the last message told of."""

    reference: str
    chat_id: int = field(repr=False)
    shows_text: bool
    seen: int


class SqlHandovers:
    """The links in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def offer(self, chat_id: int, token: str, handover: Handover, now: datetime) -> None:
        """Let a link with this token lead from the chat to the form, for a day."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.insert(handovers).values(
                    token_hash=token_hash(token),
                    chat_id=chat_id,
                    conversation=handover.conversation,
                    fields=json.dumps(handover.fields, ensure_ascii=False),
                    expires_at=now + VALID_FOR,
                )
            )

    def find(self, token: str, now: datetime) -> Handover | None:
        """Return what a link brings, without using it: scanners open links as well."""
        query = sa.select(handovers).where(
            handovers.c.token_hash == token_hash(token), handovers.c.expires_at > now
        )
        with read_transaction(self._engine) as tx:
            row = tx.execute(query).one_or_none()
        return None if row is None else Handover(json.loads(row.fields), row.conversation)

    def use(self, token: str, reference: str, now: datetime) -> int | None:
        """Bind the request to the chat of the link, which is used up by that.

        Return the chat, None if the link is not valid (any more).
        """
        is_this = (handovers.c.token_hash == token_hash(token)) & (handovers.c.expires_at > now)
        with write_transaction(self._engine) as tx:
            row = tx.execute(sa.select(handovers).where(is_this).with_for_update()).one_or_none()
            if row is None:
                return None
            values = {"reference": reference, "chat_id": row.chat_id, "now": now}
            values |= {"conversation": row.conversation, "shows_text": False}
            tx.execute(_LINK, values)
            tx.execute(sa.delete(handovers).where(is_this))
        return int(row.chat_id)

    def of_chat(self, chat_id: int) -> list[LinkedRequest]:
        """Return the requests that are bound to a chat, the oldest first."""
        return self._found(requests.c.chat_id == chat_id)

    def of_conversation(self, conversation: str) -> list[LinkedRequest]:
        """Return the requests that came from a conversation, the oldest first."""
        return self._found(requests.c.conversation == conversation)

    def with_news(self) -> list[LinkedRequest]:
        """Return the requests whose chat has to hear something, and those that are gone."""
        is_known = sa.exists().where(consultation_requests.c.reference == requests.c.reference)
        has_new = sa.exists().where(
            consultation_requests.c.reference == requests.c.reference,
            consultation_messages.c.request_uuid == consultation_requests.c.uuid,
            consultation_messages.c.public.is_(True),
            consultation_messages.c.id > requests.c.seen,
        )
        is_new = requests.c.seen == NEVER_SEEN
        return self._found(sa.or_(is_new, has_new, ~is_known))

    def show_text(self, chat_id: int, *, is_wanted: bool) -> int:
        """Let answers stand in the chat itself, or only a notice; return for how many requests."""
        with write_transaction(self._engine) as tx:
            changed = tx.execute(
                sa.update(requests)
                .where(requests.c.chat_id == chat_id)
                .values(shows_text=is_wanted)
            )
        return int(changed.rowcount)

    def told(self, reference: str, seen: int) -> None:
        """Note up to which message the chat was told."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(requests).where(requests.c.reference == reference).values(seen=seen)
            )

    def forget(self, reference: str) -> None:
        """Tell a chat nothing more about a request."""
        with write_transaction(self._engine) as tx:
            tx.execute(sa.delete(requests).where(requests.c.reference == reference))

    def purge(self, now: datetime, older_than: datetime) -> None:
        """Delete links that nobody used, and bonds of requests from before ``older_than``."""
        with write_transaction(self._engine) as tx:
            tx.execute(sa.delete(handovers).where(handovers.c.expires_at <= now))
            tx.execute(sa.delete(requests).where(requests.c.created_at < older_than))

    def _found(self, condition: sa.sql.ColumnElement[bool]) -> list[LinkedRequest]:
        query = sa.select(requests).where(condition)
        query = query.order_by(requests.c.created_at, requests.c.reference)
        with read_transaction(self._engine) as tx:
            rows = tx.execute(query).all()
        return [LinkedRequest(row.reference, row.chat_id, row.shows_text, row.seen) for row in rows]
