"""Reads a mail that came in: who wrote it, what it answers, what is new in it.

Nothing here raises for bad input: whatever somebody sends has to be read as well as possible. The
old ``compat32`` policy is used on purpose: the newer one raises for some damaged headers.
"""

from __future__ import annotations

import email
import email.header
import email.utils
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from bot.consultations.keys.references import find_references
from bot.mail.attachment_rules import Piece
from bot.mail.html_text import html_to_text
from bot.mail.quotes import new_part

MAX_TEXT = 100_000
MAX_HEADER = 20_000
MAX_SUBJECT = 2000
# The newest of a thread; whoever answers, answers one of these.
_MOST_IDS = 50
_MAIL_ID = re.compile(r"<([!-;=?-~]{3,250})>")
# Header names that only programs set, and the values that mean it.
_AUTOMATIC = {
    "x-autoreply": None,
    "x-autorespond": None,
    "x-auto-respond": None,
    "x-mail-autoreply": None,
    "precedence": re.compile(r"auto_reply|bulk|junk|list", re.IGNORECASE),
}
_STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")


@dataclass(frozen=True)
class Bounce:
    """A report that a mail of ours did not arrive; ``is_final`` if nobody tries any more."""

    mail_ids: tuple[str, ...]
    status: str
    is_final: bool


@dataclass(frozen=True)
class IncomingMail:
    """A mail, read; ``digest`` is the same for the same mail in another folder."""

    sender: str = field(repr=False)
    subject: str = field(repr=False)
    mail_id: str | None = field(repr=False)
    answers: tuple[str, ...]
    references: tuple[str, ...]
    is_automatic: bool
    bounce: Bounce | None
    text: str = field(repr=False)
    full_text: str = field(repr=False)
    pieces: tuple[Piece, ...]
    digest: str


def read_mail(raw: bytes) -> IncomingMail:
    """Read the bytes of a mail."""
    message = email.message_from_bytes(raw)
    full_text = _clean(_body(message))
    subject = _header(message, "Subject")[:MAX_SUBJECT]
    mail_ids = _ids(_header(message, "Message-ID"))
    return IncomingMail(
        sender=email.utils.parseaddr(_header(message, "From"))[1].casefold(),
        subject=subject,
        mail_id=mail_ids[0] if mail_ids else None,
        answers=_answers(message),
        references=tuple(find_references(subject)),
        is_automatic=_is_automatic(message),
        bounce=_bounce(message),
        text=new_part(full_text),
        full_text=full_text,
        pieces=tuple(_pieces(message)),
        digest=_digest(mail_ids, full_text, raw),
    )


def _answers(message: Message) -> tuple[str, ...]:
    """Return what the mail answers: first what it names itself, then the newest of the thread."""
    thread = _ids(_header(message, "References"))
    return tuple(dict.fromkeys((*_ids(_header(message, "In-Reply-To")), *reversed(thread))))


def _digest(mail_ids: tuple[str, ...], full_text: str, raw: bytes) -> str:
    # The id alone is not enough: broken programs give the same one to several mails.
    source = f"{mail_ids[0]}\n{full_text}".encode("utf-8", "surrogatepass") if mail_ids else raw
    return hashlib.sha256(source).hexdigest()


def _header(message: Message, name: str) -> str:
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        decoded = str(email.header.make_header(email.header.decode_header(raw)))
    except (LookupError, UnicodeError, ValueError, email.errors.HeaderParseError):
        decoded = str(raw)
    text = decoded.encode("utf-8", "replace").decode("utf-8")
    # A thread of a hundred answers has a long header; its end is the newest.
    return " ".join(text.split())[-MAX_HEADER:]


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_MAIL_ID.findall(text)))[-_MOST_IDS:]


def _is_automatic(message: Message) -> bool:
    submitted = _header(message, "Auto-Submitted").partition(";")[0].strip().casefold()
    if submitted not in ("", "no"):
        return True
    for name, pattern in _AUTOMATIC.items():
        value = _header(message, name)
        if value and (pattern is None or pattern.match(value)):
            return True
    return False


def _bounce(message: Message) -> Bounce | None:
    if message.get_content_type() != "multipart/report":
        return None
    status, is_final = "", False
    mail_ids: list[str] = []
    for part in _parts(message):
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            report = _report(part)
            found = _STATUS.search(report)
            status = found[0] if found else status
            is_final = is_final or "action: failed" in report.casefold()
        elif kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                mail_ids += _ids(_header(inner[0], "Message-ID"))
        elif kind == "text/rfc822-headers":
            mail_ids += _ids(_header(email.message_from_string(_text_of(part)), "Message-ID"))
    return Bounce(tuple(mail_ids), status, is_final) if mail_ids else None


def _report(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n".join(str(block) for block in payload)
    return _text_of(part)


def _body(message: Message) -> str:
    html = ""
    for part in _parts(message):
        if _is_attachment(part):
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            return _text_of(part)
        if kind == "text/html" and not html:
            html = html_to_text(_text_of(part))
    return html


def _pieces(message: Message) -> Iterator[Piece]:
    for part in _parts(message):
        if _is_attachment(part):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield Piece(_name_of(part), content)
            else:
                # A mail inside of the mail: kept for what it is, not opened.
                yield Piece(f"{_name_of(part)}.eml", part.as_bytes())


def _parts(message: Message) -> Iterator[Message]:
    """Walk through the parts without looking into attached mails."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    if message.get_content_type() == "message/delivery-status":
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part)


def _is_attachment(part: Message) -> bool:
    if part.get_content_type() in ("message/delivery-status", "text/rfc822-headers"):
        return False
    if part.get_content_type() == "message/rfc822":
        return True
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return True
    return part.get_content_maintype() not in ("text", "multipart")


def _name_of(part: Message) -> str:
    try:
        name = part.get_filename()
    except (LookupError, UnicodeError, ValueError, TypeError):
        name = None
    if not name:
        return "-"
    try:
        return str(email.header.make_header(email.header.decode_header(name)))
    except (LookupError, UnicodeError, ValueError, email.errors.HeaderParseError):
        return str(name)


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(part.get_payload())
    charset = part.get_content_charset() or "utf-8"
    try:
        return payload.decode(charset, "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    kept = (char for char in text if char in "\n\t" or not _is_control(char))
    return "".join(kept)[:MAX_TEXT].strip()


def _is_control(char: str) -> bool:
    return ord(char) < 32 or 127 <= ord(char) < 160 or "\ud800" <= char <= "\udfff"
