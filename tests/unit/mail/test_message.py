from __future__ import annotations

import email
import email.policy
from datetime import date, datetime, timezone
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any, cast
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.consultations.checks import FieldProblem, check_field
from bot.consultations.models import (
    Channel,
    ConsultationRequest,
    RequestState,
    Speaker,
    TranscriptLine,
)
from bot.mail.addresses import MailAddresses, UnsafeAddressError, is_header_safe
from bot.mail.message import build_office_notice
from bot.texts import keys

CREATED = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
ADDRESSES = MailAddresses("lotse@ija.example", "postfach@ija.example")
HEADERS = [
    "Subject",
    "From",
    "To",
    "Reply-To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-IJA-Reference",
    "MIME-Version",
    "Content-Type",
]
HOSTILE = [
    "=?utf-8?q?Hi=0A?=Bcc: x@y",
    "=?utf-8?b?SGkKQmNjOiB4QHk=?=",
    "Hi\r\nBcc: x@y",
    "Hi\nBcc: x@y",
    "Hi\rBcc: x@y",
    "Hi\u2028Bcc: x@y",
    "Hi\x00\x0b\x0c\x85Bcc: x@y",
    "\r\n\r\n.\r\nMAIL FROM:<x@y>",
]


def _request(**fields: Any) -> ConsultationRequest:
    values: dict[str, Any] = {
        "uuid": UUID(int=7),
        "reference": "IJ-2026-0001",
        "topic": "Visum",
        "description": "Wer hilft?",
        "organisation": "Jugendring",
        "name": "",
        "email": "anfrage@example.org",
        "phone": None,
        "consent": True,
        "channel": Channel.WEB_CHAT,
        "topic_id": None,
        "transcript": (),
        "state": RequestState.RECEIVED,
        "received_at": CREATED,
        "answer_by": date(2026, 11, 26),
        "is_urgent": False,
    }
    return ConsultationRequest(**{**values, **fields})


def _parsed(request: ConsultationRequest) -> EmailMessage:
    """Return the mail as the office's program reads it from the bytes."""
    message = build_office_notice(
        request, message_id=str(request.uuid), created_at=CREATED, addresses=ADDRESSES
    )
    raw = message.as_bytes()
    assert raw.isascii()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return cast(EmailMessage, email.message_from_bytes(raw, policy=email.policy.default))


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return cast(str, part.get_content()).replace("\r\n", "\n")


class _Text(HTMLParser):
    """Collects what a reader sees, and the names of all elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_headers() -> None:
    message = _parsed(_request())
    assert message.keys() == HEADERS
    assert message["Subject"] == "Neue Beratungsanfrage IJ-2026-0001"
    assert message["From"] == "lotse@ija.example"
    assert message["To"] == "postfach@ija.example"
    assert message["Reply-To"] == "anfrage@example.org"
    assert message["Message-ID"] == f"<{UUID(int=7)}@ija.example>"
    assert message["Date"].datetime == CREATED
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.defects == []


def test_facts_then_description_then_transcript() -> None:
    lines = (
        TranscriptLine(Speaker.PERSON, "Hallo"),
        TranscriptLine(Speaker.ASSISTANT, "Guten Tag"),
    )
    message = _parsed(_request(name="Kim", phone="0211 123456", transcript=lines))
    for body in (_body(message, "plain"), _Text(_body(message, "html")).text):
        wanted = ["IJ-2026-0001", "23.11.2026, 10:00 Uhr", "26.11.2026", "Visum", "Jugendring"]
        wanted += ["Kim", "anfrage@example.org", "0211 123456", "Wer hilft?", "Hallo", "Guten Tag"]
        # The title of the HTML part names the reference before the facts do.
        places = [body.index(words) for words in wanted[1:]]
        assert places == sorted(places)
        assert wanted[0] in body


def test_what_was_left_out_is_named() -> None:
    body = _body(_parsed(_request(email=None, phone="0211 123456")), "plain")
    assert "Name: ohne Namen" in body
    assert "E-Mail: nicht angegeben" in body


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_a_name(channel: Channel) -> None:
    assert "Weg: " in _body(_parsed(_request(channel=channel)), "plain")


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("field", ["topic", "description", "organisation", "name", "phone"])
def test_no_field_reaches_a_header(field: str, hostile: str) -> None:
    """The mail does not rely on the checks: hostile text goes past them straight into it."""
    message = _parsed(_request(**{field: hostile}))
    assert message.keys() == HEADERS
    assert message["Subject"] == "Neue Beratungsanfrage IJ-2026-0001"
    assert message["Bcc"] is None


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_transcript_line_reaches_a_header(hostile: str) -> None:
    message = _parsed(_request(transcript=(TranscriptLine(Speaker.PERSON, hostile),)))
    assert message.keys() == HEADERS


@pytest.mark.parametrize(
    "address",
    [
        *HOSTILE,
        *(f"{hostile}@example.org" for hostile in HOSTILE),
        *(f"a@example.org{hostile}" for hostile in HOSTILE),
        "a@example.org\n",
        "a@example.org, b@example.org",
        "Name <a@example.org>",
        "<a@example.org>",
        '"a b"@example.org',
        "a=b@example.org",
        "jürgen@example.org",
        "a@müller.example",
        "a" * 250 + "@example.org",
        "@example.org",
        "a@",
        "",
    ],
)
def test_unsafe_address_is_no_reply_to(address: str) -> None:
    message = _parsed(_request(email=address))
    assert message.keys() == [name for name in HEADERS if name != "Reply-To"]


@pytest.mark.parametrize(
    "address",
    [
        "Vor.Nach+ija@sub.example.org",
        "o'neill_1@example.org",
        "a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".org",
    ],
)
def test_safe_address_is_the_reply_to_exactly(address: str) -> None:
    message = _parsed(_request(email=address))
    assert message["Reply-To"] == address
    assert message.keys() == HEADERS


@settings(max_examples=200, deadline=None)
@given(st.emails() | st.text(max_size=30).map(lambda s: f"{s}@example.org"))
def test_any_address_gives_the_same_headers(address: str) -> None:
    message = _parsed(_request(email=address.encode("utf-8", "ignore").decode()))
    assert [name for name in message.keys() if name != "Reply-To"] == [  # noqa: SIM118
        name for name in HEADERS if name != "Reply-To"
    ]
    assert message["Reply-To"] in (None, address)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_text_arrives_unchanged(raw: str) -> None:
    """What the checks let through is what the office reads, in both parts."""
    description = check_field("description", f"[{raw}]")
    if isinstance(description, FieldProblem):
        return
    message = _parsed(_request(description=description))
    assert f"\n{description}\n" in _body(message, "plain")
    html = _Text(_body(message, "html"))
    assert description in html.text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</div><img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>Klick</a>",
        "&lt;script&gt;",
        '" onmouseover="alert(1)',
    ],
)
def test_markup_stays_text(hostile: str) -> None:
    lines = (TranscriptLine(Speaker.PERSON, hostile),)
    fields = dict.fromkeys(("topic", "description", "organisation", "name", "phone"), hostile)
    plain_tags = _Text(_body(_parsed(_request(transcript=lines)), "html")).tags
    page = _Text(_body(_parsed(_request(**fields, transcript=lines)), "html"))
    assert page.tags == plain_tags
    assert page.text.count(hostile) == 6


def test_long_lines_and_dots_survive() -> None:
    description = "\n".join(["x" * 3000, ".", "..", "From here", "--", "ä" * 500])
    assert description in _body(_parsed(_request(description=description)), "plain")


def test_same_headers_on_every_try() -> None:
    first, second = (_parsed(_request()) for _ in range(2))
    # The boundary between the parts is the only thing drawn at random.
    varying = {"Content-Type"}
    assert [item for item in first.items() if item[0] not in varying] == [
        item for item in second.items() if item[0] not in varying
    ]


@pytest.mark.parametrize("bad", ["", "a", "a@b@c", "a b@c", "a@ü.example", "a,b@c.example"])
def test_bad_office_addresses_are_refused_early(bad: str) -> None:
    with pytest.raises(UnsafeAddressError):
        MailAddresses(bad, "postfach@ija.example")
    with pytest.raises(UnsafeAddressError):
        MailAddresses("lotse@ija.example", bad)


def test_default_addresses_are_fine() -> None:
    assert is_header_safe("ija-lotse@localhost")
    assert MailAddresses("ija-lotse@localhost", "postfach@localhost").domain == "localhost"


def test_subject_is_ascii() -> None:
    assert "mail.subject" in keys()
    message = _parsed(_request())
    assert str(message["Subject"]).isascii()
