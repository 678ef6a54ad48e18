"""What can go wrong with consultation requests; no message holds personal data."""

from __future__ import annotations

from bot.consultations.models import RequestState


class ConsultationError(Exception):
    """Something about consultation requests did not work."""


class UnknownReferenceError(ConsultationError):
    """No request has this reference."""


class TransitionNotAllowedError(ConsultationError):
    """A request cannot go from its current state to the wanted one."""

    def __init__(self, reference: str, current: RequestState, wanted: RequestState) -> None:
        """Remember both states."""
        super().__init__(f"{reference}: {current.value} -> {wanted.value}")
        self.reference = reference
        self.current = current
        self.wanted = wanted


class StoreUnavailableError(ConsultationError):
    """The database did not answer; nothing was confirmed, the caller may try again."""


class RequestErasedError(ConsultationError):
    """What the person said is gone; nothing can be added to the request any more."""


class AccessDeniedError(ConsultationError):
    """Reference and PIN do not belong together, or there is no such request."""


class TooManyAttemptsError(ConsultationError):
    """Too many wrong PINs; the next try counts after so many seconds."""

    def __init__(self, seconds: int) -> None:
        """Remember how long to wait."""
        super().__init__(str(seconds))
        self.seconds = seconds


class NoAddressError(ConsultationError):
    """The person left no address for this way of answering."""


class MessageRejectedError(ConsultationError):
    """A message cannot be stored as it is; ``code`` is that of ``FieldProblem``."""

    def __init__(self, code: str) -> None:
        """Remember why."""
        super().__init__(code)
        self.code = code
