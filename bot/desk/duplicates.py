"""Requests that may be about the same: the same person, chat or organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from sqlalchemy.engine import Engine

from bot.consultations.engine import read_transaction
from bot.consultations.models import ConsultationRequest, RequestState
from bot.consultations.people import is_of_person
from bot.consultations.rows import request_query, to_request
from bot.consultations.tables import consultation_requests
from bot.desk.searching import folded
from bot.desk.tables import work

NEAR = timedelta(days=60)
MAX_SUGGESTIONS = 5


class Likeness(Enum):
    """Why two requests may be the same, the best reason first."""

    PERSON = "person"
    CHAT = "chat"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Duplicate:
    """A request that may be the same as another one."""

    request: ConsultationRequest
    likeness: Likeness


def find_duplicates(engine: Engine, request: ConsultationRequest) -> list[Duplicate]:
    """Return what may be the same, most alike and newest first; merged ones are left out.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    if request.is_erased:
        return []
    query = (
        request_query()
        .outerjoin(work, work.c.request_uuid == consultation_requests.c.uuid)
        .where(
            consultation_requests.c.uuid != str(request.uuid),
            consultation_requests.c.erased_at.is_(None),
            consultation_requests.c.state != RequestState.WITHDRAWN.value,
            consultation_requests.c.received_at.between(
                request.received_at - NEAR, request.received_at + NEAR
            ),
            work.c.merged_into.is_(None),
        )
        .order_by(consultation_requests.c.received_at.desc())
    )
    with read_transaction(engine) as connection:
        others = [to_request(row) for row in connection.execute(query)]
    found = [
        Duplicate(other, likeness)
        for other in others
        if (likeness := _likeness(request, other)) is not None
    ]
    order = list(Likeness)
    return sorted(found, key=lambda item: order.index(item.likeness))[:MAX_SUGGESTIONS]


def _likeness(request: ConsultationRequest, other: ConsultationRequest) -> Likeness | None:
    contacts = [contact for contact in (request.email, request.phone) if contact]
    if any(is_of_person(other, contact) for contact in contacts):
        return Likeness.PERSON
    if request.conversation is not None and request.conversation == other.conversation:
        return Likeness.CHAT
    name = folded(request.organisation).strip()
    if name and name == folded(other.organisation).strip():
        return Likeness.ORGANISATION
    return None
