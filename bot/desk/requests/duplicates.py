"""Requests that may be about the same: the same person, chat or organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction
from bot.consultations.database.rows import load_request
from bot.consultations.database.tables import consultation_requests, person_data
from bot.consultations.models import ConsultationRequest, RequestState
from bot.consultations.people import is_contact_of
from bot.desk.requests.organisations import is_same_organisation
from bot.desk.tables import work
from bot.privacy.token_hash import token_hash
from bot.words.folding import fold

NEAR = timedelta(days=60)
MAX_SUGGESTIONS = 5
_COMPARED = ("email", "phone", "organisation", "topic", "partner_country")


class Likeness(Enum):
    """Why two requests may be the same, the best reason first."""

    PERSON = "person"
    CHAT = "chat"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Duplicate:
    """A request that may be the same as another one; both may name different people."""

    request: ConsultationRequest
    likeness: Likeness
    is_other_person: bool


def find_duplicates(engine: Engine, request: ConsultationRequest) -> list[Duplicate]:
    """Return what may be the same, most alike and newest first; merged ones are left out.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    if request.is_erased:
        return []
    found: list[tuple[Likeness, str]] = []
    with read_transaction(engine) as connection:
        for row in connection.execute(_candidates(request)):
            likeness = _likeness(request, row)
            if likeness is not None:
                found.append((likeness, row.uuid))
        order = list(Likeness)
        best = sorted(found, key=lambda item: order.index(item[0]))[:MAX_SUGGESTIONS]
        loaded = [(load_request(connection, uuid), likeness) for likeness, uuid in best]
    return [Duplicate(one, how, _names_differ(request.name, one.name)) for one, how in loaded]


def _candidates(request: ConsultationRequest) -> Any:
    """Select what has to be compared of each request, without its long conversation."""
    requests, content = consultation_requests, person_data.c.content
    compared = [content[name].as_string().label(name) for name in _COMPARED]
    return (
        sa.select(requests.c.uuid, requests.c.conversation_hash, requests.c.topic_id, *compared)
        .join(
            person_data,
            (person_data.c.request_uuid == requests.c.uuid) & person_data.c.message_id.is_(None),
        )
        .outerjoin(work, work.c.request_uuid == requests.c.uuid)
        .where(
            requests.c.uuid != str(request.uuid),
            requests.c.erased_at.is_(None),
            requests.c.state != RequestState.WITHDRAWN.value,
            requests.c.received_at.between(request.received_at - NEAR, request.received_at + NEAR),
            work.c.merged_into.is_(None),
        )
        .order_by(requests.c.received_at.desc())
    )


def _likeness(request: ConsultationRequest, other: Any) -> Likeness | None:
    contacts = [contact for contact in (request.email, request.phone) if contact]
    if any(is_contact_of(contact, other.email, other.phone) for contact in contacts):
        return Likeness.PERSON
    conversation = request.conversation
    if conversation is not None and token_hash(conversation) == other.conversation_hash:
        return Likeness.CHAT
    is_ours = is_same_organisation(request.organisation, other.organisation or "")
    if is_ours and _is_about_the_same(request, other):
        return Likeness.ORGANISATION
    return None


def _is_about_the_same(request: ConsultationRequest, other: Any) -> bool:
    """Say whether topic or country agree: a large organisation asks about many things.

    The same question about another country is about another journey.
    """
    if _names_differ(request.partner_country, other.partner_country or ""):
        return False
    return (
        (request.topic_id is not None and request.topic_id == other.topic_id)
        or _is_same(request.topic, other.topic)
        or _is_same(request.partner_country, other.partner_country)
    )


def _names_differ(one: str, other: str) -> bool:
    """Say whether two names are known and not the same."""
    return bool(one.strip() and other.strip()) and not _is_same(one, other)


def _is_same(one: str, other: str | None) -> bool:
    words = fold(one).strip()
    return bool(words) and words == fold(other or "").strip()
