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
