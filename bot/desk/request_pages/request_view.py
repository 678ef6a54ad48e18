"""Everything that the page of one request shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.consultations.facts import Fact, told_facts
from bot.consultations.models import (
    ALLOWED_TRANSITIONS,
    ConsultationRequest,
    ReplyChannel,
    RequestEvent,
    RequestState,
)
from bot.consultations.people import is_contact_of
from bot.consultations.threads.thread_models import ThreadMessage, Via
from bot.deadlines.models import Programme
from bot.desk.access.protection import Visit
from bot.desk.answering.chat_answers import DeliveryState
from bot.desk.answering.chat_ways import ChatWay
from bot.desk.answering.drafts import Draft, DraftKind
from bot.desk.answering.mail_states import MailState, SentMail
from bot.desk.answering.placeholders import likely_programme
from bot.desk.answering.text_modules import TextModule
from bot.desk.requests.duplicates import Duplicate, find_duplicates
from bot.desk.requests.request_list import is_overdue
from bot.desk.requests.taking import before_taking
from bot.desk.requests.work import Work
from bot.desk.staff.accounts import Account


@dataclass(frozen=True)
class MergedRequest:
    """A request that is merged into the shown one, with its own facts and conversation.

    ``is_reached`` tells whether an answer to the shown one reaches whoever sent this one.
    """

    request: ConsultationRequest
    facts: list[Fact]
    messages: list[ThreadMessage]
    is_reached: bool


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
    can_be_given_back: bool
    following: ConsultationRequest | None
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
    merged = [_merged(visit, request, name) for name in services.work.merged(reference)]
    mails = services.mail_states.mails(request.uuid)
    others_mails = [m for it in merged for m in services.mail_states.mails(it.request.uuid)]
    others_messages = [it.messages for it in merged]
    way = services.chats.way_of(request)
    events = services.consultations.events(reference)
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
        message_mails=_mails_of_messages((*mails, *others_mails)),
        deliveries=services.chats.states(_numbers_in_chats([messages, *others_messages])),
        mails=mails,
        has_dead_mail=any(mail.state is MailState.DEAD for mail in mails),
        merged=merged,
        duplicates=find_duplicates(services.engine, request),
        events=events,
        version=services.presence.version(reference),
        others=services.presence.others(reference, account, now),
        can_be_given_back=before_taking(events, account.username) is not None,
        following=services.requests.next_open(account.username, services.today(), reference),
        next_states=[state for state in RequestState if state in allowed],
        channels=_channels(request, has_chat=way is not None),
        has_chat=way is not None,
        is_human=_is_human(way, request),
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


def _merged(visit: Visit, into: ConsultationRequest, reference: str) -> MergedRequest:
    services = visit.services
    request = services.consultations.get(reference)
    messages = services.threads.messages(reference)
    return MergedRequest(request, told_facts(request), messages, _is_reached(request, into))


def _is_reached(request: ConsultationRequest, by: ConsultationRequest) -> bool:
    """Say whether both have a way to the same person, as far as any way is known."""
    contacts = [contact for contact in (request.email, request.phone) if contact]
    if not contacts and request.conversation is None:
        return True
    is_same_chat = request.conversation is not None and request.conversation == by.conversation
    return is_same_chat or any(is_contact_of(it, by.email, by.phone) for it in contacts)


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


def _mails_of_messages(mails: Iterable[SentMail]) -> dict[int, SentMail]:
    """Return the mails to the person by the message that they brought."""
    return {mail.message: mail for mail in mails if mail.is_to_person and mail.message is not None}


def _numbers_in_chats(threads: Iterable[list[ThreadMessage]]) -> list[int]:
    """Return the messages that were, or are to be, delivered into a chat."""
    messages = (message for thread in threads for message in thread)
    return [message.number for message in messages if message.via in (Via.CHAT, Via.TELEGRAM)]


def _is_human(way: ChatWay | None, request: ConsultationRequest) -> bool:
    """Say whether a person of the office talks in the chat of a request."""
    if way is None or request.conversation is None:
        return False
    return way.is_human(request.conversation)


def _own(drafts: list[Draft], account: Account) -> str:
    return next((draft.text for draft in drafts if draft.username == account.username), "")
