"""Which limits the public door has, and how much each allows in operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.gateway.door.limits import Rate, RateLimiter


@dataclass(frozen=True)
class RateLimits:
    """All limits of the public door; a school or an office often shares one address."""

    chat_per_session: RateLimiter
    chat_per_address: RateLimiter
    sessions_per_address: RateLimiter
    form_per_address: RateLimiter
    status_per_address: RateLimiter
    searches_per_address: RateLimiter
    feeds_per_address: RateLimiter
    pages_per_address: RateLimiter
    posts_per_address: RateLimiter

    @classmethod
    def default(cls, clock: Callable[[], float]) -> RateLimits:
        """Return the limits used in operation."""
        return cls(
            chat_per_session=RateLimiter(Rate(burst=12, per_second=0.5), clock),
            chat_per_address=RateLimiter(Rate(burst=60, per_second=2), clock),
            sessions_per_address=RateLimiter(Rate(burst=40, per_second=0.2), clock),
            form_per_address=RateLimiter(Rate(burst=15, per_second=0.05), clock),
            status_per_address=RateLimiter(Rate(burst=20, per_second=0.1), clock),
            searches_per_address=RateLimiter(Rate(burst=60, per_second=1), clock),
            feeds_per_address=RateLimiter(Rate(burst=60, per_second=0.5), clock),
            pages_per_address=RateLimiter(Rate(burst=300, per_second=10), clock),
            posts_per_address=RateLimiter(Rate(burst=120, per_second=4), clock),
        )
