"""Everything that the page of one request shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.consultations.facts import Fact, told_facts
from bot.consultations.models import (
    ALLOWED_TRANSITIONS,
    ConsultationRequest,
    ReplyChannel,
    RequestEvent,
    RequestState,
)
from bot.consultations.thread_models import ThreadMessage, Via
from bot.deadlines.models import Programme
from bot.desk.accounts import Account
from bot.desk.chat_answers import DeliveryState
from bot.desk.drafts import Draft, DraftKind
from bot.desk.duplicates import Duplicate, find_duplicates
from bot.desk.mail_states import MailState, SentMail
from bot.desk.placeholders import likely_programme
from bot.desk.protection import Visit
from bot.desk.request_list import is_overdue
from bot.desk.text_modules import TextModule
from bot.desk.work import Work


@dataclass(frozen=True)
class MergedRequest:
    """A request that is merged into the shown one, with its own conversation."""

    request: ConsultationRequest
    messages: list[ThreadMessage]


@dataclass(frozen=True)
class RequestView:
    """The page's content; all lists are oldest first unless they say otherwise."""

    item: ConsultationRequest
    facts: list[Fact]
    is_overdue: bool
    work: Work
    messages: list[ThreadMessage]
    message_mails: Mapping[int, SentMail]
    deliveries: Mapping[int, DeliveryState]
    mails: list[SentMail]
    has_dead_mail: bool
    merged: list[MergedRequest]
    duplicates: list[Duplicate]
    events: list[RequestEvent]
    version: int
    others: list[str]
    next_states: list[RequestState]
    channels: list[ReplyChannel]
    has_chat: bool
    is_human: bool
    draft: str
    note_draft: str
    other_drafts: list[Draft]
    modules: list[TextModule]
    programmes: tuple[Programme, ...]
    programme: str
    staff: list[Account]
    names: Mapping[str, str]
    known_tags: list[str]


def load_view(visit: Visit, reference: str) -> RequestView:
    """Load the page.

    Raises:
        UnknownReferenceError: no request has this reference.
        StoreUnavailableError: the database did not answer.
    """
    services, account, now = visit.services, visit.account, visit.services.now()
    request = services.consultations.get(reference)
    messages = services.threads.messages(reference)
    mails = services.mail_states.mails(request.uuid)
    way = services.chats.way_of(request)
    drafts = {kind: services.drafts.of(reference, kind) for kind in DraftKind}
    staff = services.staff.all()
    allowed = ALLOWED_TRANSITIONS[request.state]
    book = services.deadlines.usable("the deadlines are not usable")
    return RequestView(
        item=request,
        facts=told_facts(request),
        is_overdue=is_overdue(request, services.today()),
        work=services.work.of(reference),
        messages=messages,
        message_mails={
            mail.message: mail for mail in mails if mail.is_to_person and mail.message is not None
        },
        deliveries=services.chats.states(
            [item.number for item in messages if item.via in (Via.CHAT, Via.TELEGRAM)]
        ),
        mails=mails,
        has_dead_mail=any(mail.state is MailState.DEAD for mail in mails),
        merged=[
            MergedRequest(services.consultations.get(name), services.threads.messages(name))
            for name in services.work.merged(reference)
        ],
        duplicates=find_duplicates(services.engine, request),
        events=services.consultations.events(reference),
        version=services.presence.version(reference),
        others=services.presence.others(reference, account, now),
        next_states=[state for state in RequestState if state in allowed],
        channels=_channels(request, has_chat=way is not None),
        has_chat=way is not None,
        is_human=way is not None
        and request.conversation is not None
        and way.is_human(request.conversation),
        draft=_own(drafts[DraftKind.ANSWER], account),
        note_draft=_own(drafts[DraftKind.NOTE], account),
        other_drafts=[
            draft for draft in drafts[DraftKind.ANSWER] if draft.username != account.username
        ],
        modules=services.modules.all(),
        programmes=() if book is None else book.programmes,
        programme=(book and likely_programme(book, request)) or "",
        staff=staff,
        names={someone.username: someone.shown_name for someone in staff},
        known_tags=services.work.known_tags(),
    )


def _channels(request: ConsultationRequest, *, has_chat: bool) -> list[ReplyChannel]:
    """Return the ways to answer, the one that the person wants first."""
    ways = []
    if has_chat:
        is_telegram = request.channel.value == "telegram"
        ways.append(ReplyChannel.TELEGRAM if is_telegram else ReplyChannel.CHAT)
    if request.email:
        ways.append(ReplyChannel.EMAIL)
    ways += [ReplyChannel.PHONE] if request.phone or not ways else []
    ways += [ReplyChannel.VISIT] if request.wants_visit else []
    return sorted(ways, key=lambda way: way is not request.reply_channel)


def _own(drafts: list[Draft], account: Account) -> str:
    return next((draft.text for draft in drafts if draft.username == account.username), "")
