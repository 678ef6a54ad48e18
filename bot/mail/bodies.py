"""What stands in each kind of mail: facts first, then description, then conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import german_day
from bot.consultations.facts import told_facts
from bot.consultations.mail_address import header_form
from bot.consultations.mail_kinds import MailKind
from bot.consultations.mails.outbox_mails import MailContent
from bot.consultations.models import ConsultationRequest, ReplyChannel, TranscriptLine
from bot.consultations.threads.thread_models import ThreadMessage
from bot.mail.letter import Facts, Heading, Link, Part, Said, Sentence
from bot.texts import text

STATUS_PATH = "/anfrage"
CONFIRM_PATH = "/anfrage/bestaetigen"


@dataclass(frozen=True)
class Surroundings:
    """What a mail mentions besides the request: our pages, the office, the link's token.

    ``has_answers_back`` tells whether an answer to the mail gets into the thread of the request.
    """

    public_url: str
    office_name: str
    confirm_token: str | None = None
    has_answers_back: bool = False

    @property
    def status_url(self) -> str:
        """Return where the person sees how the request stands."""
        return self.public_url.rstrip("/") + STATUS_PATH

    @property
    def confirm_url(self) -> str:
        """Return where the person confirms the address; only for that kind of mail."""
        if self.confirm_token is None:
            raise ValueError("no token")
        return f"{self.public_url.rstrip('/')}{CONFIRM_PATH}/{self.confirm_token}"


def parts_of(kind: MailKind, content: MailContent, around: Surroundings) -> list[Part]:
    """Return the parts of a mail in their order."""
    return _PARTS[kind](content, around)


def _office_notice(content: MailContent, around: Surroundings) -> list[Part]:
    return [
        Sentence(text("mail.intro")),
        Sentence(text("mail.for_office", office=around.office_name)),
        Sentence(_how_to_answer(content.request, around)),
        *_request_parts(content.request),
        Sentence(text("mail.closing")),
    ]


def _office_message(content: MailContent, around: Surroundings) -> list[Part]:
    del around
    return [
        Sentence(text("mail.message_intro", reference=content.request.reference)),
        *_message_parts(_message_of(content)),
        Sentence(text("mail.closing")),
    ]


def _office_withdrawn(content: MailContent, around: Surroundings) -> list[Part]:
    del around
    reference = content.request.reference
    return [
        Sentence(text("mail.withdrawn_intro", reference=reference)),
        Sentence(text("mail.closing")),
    ]


def _office_erased(content: MailContent, around: Surroundings) -> list[Part]:
    del around
    reference = content.request.reference
    return [
        Sentence(text("mail.erased_intro", reference=reference)),
        Sentence(text("mail.erased_duty", reference=reference)),
        Sentence(text("mail.automatic")),
    ]


def _person_confirm(content: MailContent, around: Surroundings) -> list[Part]:
    reference = content.request.reference
    return [
        Sentence(text("mail.confirm_intro", reference=reference, office=around.office_name)),
        Sentence(text("mail.confirm_ask")),
        Link(around.confirm_url),
        Sentence(text("mail.confirm_otherwise")),
        Sentence(text("mail.automatic")),
    ]


def _person_copy(content: MailContent, around: Surroundings) -> list[Part]:
    return [
        Sentence(text("mail.copy_intro", office=around.office_name)),
        *_request_parts(content.request),
        *_status_parts(around),
        Sentence(text("mail.automatic")),
    ]


def _person_answer(content: MailContent, around: Surroundings) -> list[Part]:
    reference = content.request.reference
    return [
        Sentence(text("mail.answer_intro", reference=reference, office=around.office_name)),
        Said(_message_of(content).text),
        *_status_parts(around),
    ]


def _how_to_answer(request: ConsultationRequest, around: Surroundings) -> str:
    """Return what the office does next: by when, on which way, and where a reply would end."""
    day = german_day(request.answer_by)
    is_writable = header_form(request.email or "") is not None
    wants_call = request.phone is not None and request.reply_channel is ReplyChannel.PHONE
    if is_writable and not wants_call:
        back = "answer_returns" if around.has_answers_back else "answer_is_noted"
        said = text("mail.answer_mail", day=day, email=request.email)
        return f"{said} {text(f'mail.{back}')}"
    said = (
        text("mail.answer_page", day=day)
        if request.phone is None
        else text("mail.answer_phone", day=day, phone=request.phone)
    )
    return said if is_writable else f"{said} {text('mail.answer_never_by_mail')}"


def _request_parts(request: ConsultationRequest) -> list[Part]:
    parts: list[Part] = [Facts(told_facts(request))]
    if request.description:
        parts += [Heading(text("mail.heading_description")), Said(request.description)]
    if request.transcript:
        parts.append(Heading(text("mail.heading_transcript")))
        parts += [_line(line) for line in request.transcript]
    return parts


def _line(line: TranscriptLine) -> Said:
    said = text("consultations.struck") if line.is_struck else line.text
    return Said(said, text(f"consultations.speaker_{line.speaker.value}"))


def _message_parts(message: ThreadMessage) -> list[Part]:
    parts: list[Part] = [
        Heading(text("mail.heading_message")),
        Said(message.text, text(f"consultations.author_{message.author.value}")),
    ]
    if not message.is_public:
        parts.append(Sentence(text("mail.message_unchecked")))
    kept = [attachment for attachment in message.attachments if attachment.file is not None]
    refused = [attachment for attachment in message.attachments if attachment.file is None]
    if kept:
        parts.append(Sentence(text("mail.message_attachments", count=len(kept))))
    if refused:
        parts.append(Sentence(text("mail.message_refused", count=len(refused))))
    return parts


def _status_parts(around: Surroundings) -> list[Part]:
    return [Sentence(text("mail.status_hint")), Link(around.status_url)]


def _message_of(content: MailContent) -> ThreadMessage:
    if content.message is None:
        raise ValueError("a mail without its message")
    return content.message


_PARTS: dict[MailKind, Callable[[MailContent, Surroundings], list[Part]]] = {
    MailKind.OFFICE_NOTICE: _office_notice,
    MailKind.OFFICE_MESSAGE: _office_message,
    MailKind.OFFICE_WITHDRAWN: _office_withdrawn,
    MailKind.OFFICE_ERASED: _office_erased,
    MailKind.PERSON_CONFIRM: _person_confirm,
    MailKind.PERSON_COPY: _person_copy,
    MailKind.PERSON_ANSWER: _person_answer,
}
