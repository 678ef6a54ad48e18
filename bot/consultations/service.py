"""What the rest of the program does with consultation requests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timezone
from uuid import UUID, uuid4

from bot.clock import day_in_germany
from bot.consultations.checks import FieldProblem, check_draft, clean_draft
from bot.consultations.errors import ConsultationError, TransitionNotAllowedError
from bot.consultations.keys.request_key import RequestKey
from bot.consultations.models import (
    ALLOWED_TRANSITIONS,
    ConsultationDraft,
    ConsultationRequest,
    RequestEvent,
    RequestState,
)
from bot.consultations.new_request_rows import NewRequest
from bot.consultations.store import SqlConsultationStore
from bot.consultations.working_days import add_working_days
from bot.privacy.token_hash import token_hash

Clock = Callable[[], datetime]
MAX_KEY_LENGTH = 200
DEFAULT_ANSWER_WITHIN_DAYS = 3


class DraftRejectedError(ConsultationError):
    """A draft has problems; nothing was stored."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        """Remember the problems; the message names fields and codes, never content."""
        super().__init__(", ".join(f"{problem.field}:{problem.code}" for problem in problems))
        self.problems = problems


class ConsultationService:
    """Takes in, shows and moves consultation requests."""

    def __init__(
        self,
        store: SqlConsultationStore,
        clock: Clock,
        *,
        answer_within_days: int = DEFAULT_ANSWER_WITHIN_DAYS,
        new_uuid: Callable[[], UUID] = uuid4,
        key: RequestKey | None = None,
    ) -> None:
        """Use ``clock`` for aware times and promise an answer within so many working days.

        Without ``key`` requests get no PIN, so nobody can look at them later.
        """
        self._store = store
        self._clock = clock
        self._answer_within_days = answer_within_days
        self._new_uuid = new_uuid
        self._key = key

    def submit(self, draft: ConsultationDraft, idempotency_key: str) -> ConsultationRequest:
        """Store the request and the mail that is due; the same key gives the same request.

        Raises:
            DraftRejectedError: the draft has problems.
            StoreUnavailableError: nothing is confirmed; the caller may repeat with the same key.
            ValueError: the key is empty, too long or not printable ASCII; a bug of the caller.
        """
        _require_key(idempotency_key)
        problems = check_draft(draft)
        if problems:
            raise DraftRejectedError(problems)
        now = self._clock().astimezone(timezone.utc)
        today = day_in_germany(now)
        uuid = self._new_uuid()
        return self._store.add_once(
            NewRequest(
                uuid=uuid,
                idempotency_key=idempotency_key,
                draft=clean_draft(draft),
                received_at=now,
                answer_by=add_working_days(today, self._answer_within_days),
                year=today.year,
                actor=draft.channel.value,
                pin_hash=self._pin_hash(uuid, idempotency_key),
            )
        )

    def promised_day(self) -> date:
        """Return the day by which a request that is sent now is answered."""
        return add_working_days(day_in_germany(self._clock()), self._answer_within_days)

    def pin_of(self, reference: str) -> str:
        """Return the PIN of a request, to be shown once to the person who has just sent it.

        Raises:
            UnknownReferenceError: no request has this reference.
            ValueError: this service gives out no PINs.
        """
        if self._key is None:
            raise ValueError("no key")
        return self._key.pin(self._store.key_of(reference))

    def of_conversation(self, conversation: str) -> list[ConsultationRequest]:
        """Return the requests that came from a conversation, newest first."""
        return self._store.of_conversation(token_hash(conversation))

    def get(self, reference: str) -> ConsultationRequest:
        """Return one request.

        Raises:
            UnknownReferenceError: no request has this reference.
        """
        return self._store.get(reference)

    def events(self, reference: str) -> list[RequestEvent]:
        """Return the audit trail of a request, oldest first; empty if there is no such request."""
        return self._store.events(reference)

    def change_state(
        self, reference: str, new_state: RequestState, actor: str
    ) -> ConsultationRequest:
        """Move a request to another state; a request already there stays as it is.

        Raises:
            UnknownReferenceError: no request has this reference.
            TransitionNotAllowedError: the way from the current state is not open, or somebody
                else moved the request at the same moment.
        """
        request = self._store.get(reference)
        if request.state is new_state:
            return request
        is_moved = new_state in ALLOWED_TRANSITIONS[request.state] and self._store.change_state(
            reference, request.state, new_state, actor=actor, at=self._clock()
        )
        if not is_moved:
            raise TransitionNotAllowedError(reference, request.state, new_state)
        return self._store.get(reference)

    def note_view(self, reference: str, actor: str) -> None:
        """Note in the audit trail that a member of the staff looked at a request.

        Raises:
            UnknownReferenceError: no request has this reference.
        """
        self.note_event(reference, actor, "viewed")

    def note_event(self, reference: str, actor: str, what: str) -> None:
        """Note in the audit trail what a member of the staff did; ``what`` is an English code.

        Raises:
            UnknownReferenceError: no request has this reference.
        """
        self._store.note_event(reference, actor=actor, what=what, at=self._clock())

    def _pin_hash(self, uuid: UUID, idempotency_key: str) -> str | None:
        if self._key is None:
            return None
        return self._key.pin_hash(str(uuid), self._key.pin(idempotency_key))


def _require_key(key: object) -> None:
    if not (
        isinstance(key, str)
        and 0 < len(key) <= MAX_KEY_LENGTH
        and key.isascii()
        and key.isprintable()
    ):
        raise ValueError("idempotency_key must be 1 to 200 printable ASCII characters")
