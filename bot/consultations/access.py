"""What a person can do with a request of their own, knowing its reference and PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.engine import Engine

from bot.clock import day_in_germany
from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import enqueue, found, load_request, locked, set_state
from bot.consultations.erasure import ErasureReason, ErasureReceipt, Erasures
from bot.consultations.errors import AccessDeniedError, TransitionNotAllowedError
from bot.consultations.export import export_request
from bot.consultations.keys.pin_check import check_pin
from bot.consultations.keys.references import read_reference
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.mail_kinds import MailKind
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.models import ALLOWED_TRANSITIONS, ConsultationRequest, RequestState
from bot.consultations.threads.message_store import thread_of
from bot.consultations.threads.thread_models import Attachment, ThreadMessage, Via, file_in
from bot.consultations.threads.thread_rules import (
    PERSON,
    add_from_person,
    from_person,
    require_alive,
)
from bot.consultations.working_days import add_working_days


@dataclass(frozen=True)
class Promises:
    """What we promise: an answer within working days, erasure so many days after the end."""

    answer_within_days: int = 3
    keep_days: int = 90


@dataclass(frozen=True)
class Grant:
    """Somebody has shown that a request is theirs.

    Only ``PersonAccess.authorise`` makes one, and whoever signed what it made and reads it back.
    """

    reference: str


@dataclass(frozen=True)
class RequestStatus:
    """How a request stands, as its person may see it.

    ``kept_until`` is the day on which it is erased by itself; None as long as it is open, for an
    open request is never erased without being asked. ``receipt`` is there for an erased one only.
    """

    request: ConsultationRequest
    messages: tuple[ThreadMessage, ...]
    kept_until: date | None
    keep_days: int
    receipt: ErasureReceipt | None

    @property
    def can_add(self) -> bool:
        """Tell whether something can be added to the request."""
        return not self.request.is_erased and self.request.state is not RequestState.WITHDRAWN

    @property
    def can_withdraw(self) -> bool:
        """Tell whether the office can be told to stop."""
        ways = ALLOWED_TRANSITIONS[self.request.state]
        return not self.request.is_erased and RequestState.WITHDRAWN in ways


class PersonAccess:
    """Status, additions, withdrawal and erasure for the person who asked.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], datetime],
        key: RequestKey,
        erasures: Erasures,
        folder: AttachmentFolder,
        promises: Promises,
    ) -> None:
        """Use the engine of the consultation store and aware times."""
        self._folder = folder
        self._engine = engine
        self._clock = clock
        self._key = key
        self._erasures = erasures
        self._promises = promises

    def authorise(self, reference: str, pin: str) -> Grant:
        """Check what somebody typed.

        Raises:
            AccessDeniedError: the two do not belong together.
            TooManyAttemptsError: too many wrong PINs for this request.
        """
        known = read_reference(reference)
        if known is None:
            raise AccessDeniedError("")
        check_pin(self._engine, self._key, known, pin, self._clock())
        return Grant(known)

    def status(self, reference: str, pin: str) -> RequestStatus:
        """Return how a request stands; see ``authorise`` for what it raises."""
        return self.view(self.authorise(reference, pin))

    def view(self, grant: Grant) -> RequestStatus:
        """Return how a request stands.

        Raises:
            UnknownReferenceError: the request has been deleted with its last traces.
        """
        with read_transaction(self._engine) as connection:
            uuid = found(connection, grant.reference).uuid
            request = load_request(connection, uuid)
            messages = tuple(thread_of(connection, uuid, public_only=True))
        receipt = self._erasures.receipt(grant.reference) if request.is_erased else None
        return RequestStatus(
            request, messages, self._kept_until(request), self._promises.keep_days, receipt
        )

    def add_information(self, grant: Grant, text: str, key: str) -> None:
        """Add a text to the request and tell the office; the same key adds once.

        Raises:
            MessageRejectedError: the text is empty, too long or no text.
            RequestErasedError: the request is erased.
            TransitionNotAllowedError: it is withdrawn.
        """
        now = self._clock()
        new = from_person(text, f"{grant.reference}|{key}", Via.PAGE, now)
        with write_transaction(self._engine) as connection:
            row = locked(connection, grant.reference)
            if row.state == RequestState.WITHDRAWN.value and row.erased_at is None:
                raise TransitionNotAllowedError(
                    grant.reference, RequestState.WITHDRAWN, RequestState.IN_PROGRESS
                )
            add_from_person(connection, row, new, self._answer_by(now), reopens=True)

    def withdraw(self, grant: Grant) -> None:
        """Tell the office to stop; a request withdrawn before stays as it is.

        Raises:
            RequestErasedError: the request is erased.
            TransitionNotAllowedError: the way is not open.
        """
        now = self._clock()
        with write_transaction(self._engine) as connection:
            row = locked(connection, grant.reference)
            require_alive(row)
            state = RequestState(row.state)
            if state is RequestState.WITHDRAWN:
                return
            if RequestState.WITHDRAWN not in ALLOWED_TRANSITIONS[state]:
                raise TransitionNotAllowedError(grant.reference, state, RequestState.WITHDRAWN)
            set_state(connection, row.uuid, RequestState.WITHDRAWN, at=now, actor=PERSON)
            enqueue(
                connection,
                row.uuid,
                MailKind.OFFICE_WITHDRAWN.value,
                at=now,
                message_id=f"{row.uuid}.withdrawn",
            )

    def erase(self, grant: Grant) -> ErasureReceipt:
        """Erase everything that the person said; a second time returns the first receipt."""
        return self._erasures.erase(grant.reference, ErasureReason.PERSON, PERSON)

    def export(self, grant: Grant) -> dict[str, Any]:
        """Return what is stored about the request, but for what the office has to read first."""
        with read_transaction(self._engine) as connection:
            uuid = found(connection, grant.reference).uuid
            return export_request(connection, uuid, with_internal=False)

    def attachment(self, grant: Grant, file: str) -> tuple[Attachment, bytes] | None:
        """Return a file of a message that the person may read, None for any other name."""
        with read_transaction(self._engine) as connection:
            uuid = found(connection, grant.reference).uuid
            messages = thread_of(connection, uuid, public_only=True)
        attachment = file_in(messages, file)
        return None if attachment is None else (attachment, self._folder.read(file))

    def _answer_by(self, now: datetime) -> date:
        return add_working_days(day_in_germany(now), self._promises.answer_within_days)

    def _kept_until(self, request: ConsultationRequest) -> date | None:
        if request.settled_at is None:
            return None
        return day_in_germany(request.settled_at) + timedelta(days=self._promises.keep_days)
