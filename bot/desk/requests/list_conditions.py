"""What the views of the list show, and in which order, in SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.consultations.database.tables import consultation_requests
from bot.consultations.models import RequestState
from bot.desk.requests.filters import Order, View
from bot.desk.tables import accounts, work

OPEN_STATES = (RequestState.RECEIVED, RequestState.IN_PROGRESS)
_OPEN = consultation_requests.c.state.in_([state.value for state in OPEN_STATES])


def joined(query: Any) -> Any:
    """Select from the requests together with the staff's work on them."""
    return (
        query.select_from(consultation_requests)
        .outerjoin(work, work.c.request_uuid == consultation_requests.c.uuid)
        .outerjoin(accounts, accounts.c.id == work.c.assignee_id)
    )


def condition(view: View, username: str, today: date) -> Any:
    """Return which requests a view shows to somebody on a day."""
    requests = consultation_requests
    is_settled_for_now = sa.and_(work.c.follow_up_on.is_not(None), work.c.follow_up_on > today)
    return {
        View.OPEN: _OPEN,
        View.MINE: sa.and_(_OPEN, accounts.c.username == username),
        View.NEW: requests.c.state == RequestState.RECEIVED.value,
        View.OVERDUE: sa.and_(_OPEN, requests.c.answer_by < today),
        View.FOLLOW_UP: sa.and_(work.c.follow_up_on.is_not(None), ~is_settled_for_now),
        View.UNASSIGNED: sa.and_(_OPEN, work.c.assignee_id.is_(None)),
        View.ALL: sa.true(),
    }[view]


def _by_urgency(today: date) -> Sequence[Any]:
    requests = consultation_requests
    return (
        sa.case((sa.and_(_OPEN, requests.c.answer_by < today), 0), else_=1),
        sa.case((sa.and_(_OPEN, requests.c.urgent.is_(True)), 0), else_=1),
        sa.case((_OPEN, 0), else_=1),
        sa.case((_OPEN, requests.c.answer_by)),
        # Who has waited longest is next; of what is settled, the latest is looked for.
        sa.case((_OPEN, requests.c.received_at)),
        requests.c.received_at.desc(),
    )


ORDERS: dict[Order, Callable[[date], Sequence[Any]]] = {
    Order.URGENCY: _by_urgency,
    Order.NEWEST: lambda _today: (consultation_requests.c.received_at.desc(),),
    Order.OLDEST: lambda _today: (consultation_requests.c.received_at,),
    Order.DUE: lambda _today: (
        consultation_requests.c.answer_by,
        consultation_requests.c.received_at,
    ),
}
