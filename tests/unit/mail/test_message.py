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
from bot.consultations.mail_kinds import PERSON_KINDS, MailKind
from bot.consultations.mails.outbox_mails import ClaimedMail, MailContent
from bot.consultations.models import (
    Channel,
    ConsultationRequest,
    ReplyChannel,
    RequestState,
    Speaker,
    TranscriptLine,
)
from bot.consultations.threads.thread_models import Author, MessageKind, ThreadMessage, Via
from bot.mail.addresses import MailAddresses, UnsafeAddressError, is_header_safe
from bot.mail.message import Composer
from bot.mail.transports import PermanentMailError
from bot.texts import text

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
    return _composed(MailKind.OFFICE_NOTICE, request)


def _composed(
    kind: MailKind,
    request: ConsultationRequest,
    message: ThreadMessage | None = None,
    addresses: MailAddresses = ADDRESSES,
) -> EmailMessage:
    composer = Composer(addresses, "https://ija.example/", lambda: "Servicestelle <NRW>")
    suffix = "" if kind is MailKind.OFFICE_NOTICE else f".{kind.value[-4:]}"
    mail = ClaimedMail(1, request.uuid, f"{request.uuid}{suffix}", kind.value, 1, CREATED)
    raw = composer.compose(mail, MailContent(request, message), "TOKEN").as_bytes()
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
        # The title of the HTML part names the reference before the facts do, and what is to be
        # done names the day.
        facts = body[body.index("Eingegangen") :]
        places = [facts.index(words) for words in wanted[1:]]
        assert places == sorted(places)
        assert wanted[0] in body


def test_what_was_left_out_is_named_in_one_line() -> None:
    body = _body(_parsed(_request(email=None, phone="0211 123456", period="noch offen")), "plain")
    assert "Name: ohne Namen" in body
    assert "Noch offen: Format, Partnerland, Zeitraum, Gruppe und Alter, Ort\n" in body
    for empty in ("nicht angegeben", "Zeitraum:", "Dringend: nein", "Termin vor Ort: nein"):
        assert empty not in body


BY_PHONE = {"phone": "0211 123456", "reply_channel": ReplyChannel.PHONE}
NEVER = "Eine Antwort auf diese Mail erreicht die Person nicht."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {},
            "Bitte antworten Sie bis zum 26.11.2026. Eine Antwort auf diese Mail geht an "
            "anfrage@example.org. Vermerken Sie sie bitte im Beratungsplatz, damit die Anfrage "
            "dort nicht offen bleibt.",
        ),
        (
            {"email": None, **BY_PHONE},
            f"Bitte rufen Sie bis zum 26.11.2026 an: 0211 123456. {NEVER}",
        ),
        (BY_PHONE, "Bitte rufen Sie bis zum 26.11.2026 an: 0211 123456."),
        (
            {"email": None, "wants_visit": True},
            "Bitte antworten Sie bis zum 26.11.2026 im Beratungsplatz. Die Person liest Ihre "
            f"Antwort auf der Seite «Meine Anfrage». {NEVER}",
        ),
    ],
)
def test_the_office_reads_first_how_to_answer(fields: dict[str, Any], said: str) -> None:
    body = _body(_parsed(_request(**fields)), "plain")
    assert said in body.split("\n\n")
    assert body.index(said) < body.index("Nummer:")


def test_where_replies_are_fetched_nobody_has_to_note_them() -> None:
    fetched = MailAddresses("lotse@ija.example", "postfach@ija.example", fetches_replies=True)
    body = _body(_composed(MailKind.OFFICE_NOTICE, _request(), None, fetched), "plain")
    assert "Sie steht danach auch im Beratungsplatz." in body
    assert "Vermerken" not in body


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
        "jürgen@müller.example",
        "a@mü\nller.example",
        "a@müller＠.example",
        "a@" + "ü" * 60 + ".example",
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


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("lea@müller.example", "lea@xn--mller-kva.example"),
        ("lea@Jugend.MÜLLER.example", "lea@jugend.xn--mller-kva.example"),
        # IDNA 2008: "straße" is not "strasse", who may be somebody else.
        ("lea@straße.example", "lea@xn--strae-oqa.example"),
    ],
)
def test_a_domain_with_umlauts_is_written_as_servers_know_it(address: str, written: str) -> None:
    request = _request(email=address)
    message = _parsed(request)
    assert message["Reply-To"] == written
    assert address in _body(message, "plain")
    answer = _composed(MailKind.PERSON_ANSWER, request, _thread_message())
    assert answer["To"] == written


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
    for kind in MailKind:
        assert text(f"mail.subject_{kind.value}", reference="IJ-2026-0001").isascii()


def _thread_message(**fields: Any) -> ThreadMessage:
    values: dict[str, Any] = {
        "number": 3,
        "idempotency_key": "k",
        "author": Author.PERSON,
        "actor": "person",
        "kind": MessageKind.TEXT,
        "via": Via.PAGE,
        "created_at": CREATED,
        "is_public": True,
        "text": "Noch etwas: <b>=?utf-8?q?Hi=0A?=Bcc: x@y</b>",
    }
    return ThreadMessage(**{**values, **fields})


@pytest.mark.parametrize("kind", MailKind)
def test_every_kind_of_mail_reaches_the_right_people_and_thread(kind: MailKind) -> None:
    message = _composed(kind, _request(), _thread_message())
    is_to_person = kind in PERSON_KINDS
    assert message["To"] == ("anfrage@example.org" if is_to_person else "postfach@ija.example")
    assert message["Reply-To"] == (
        "postfach@ija.example" if is_to_person else "anfrage@example.org"
    )
    root = f"<{UUID(int=7)}{'.person' if is_to_person else ''}@ija.example>"
    assert message["References"] == (None if kind is MailKind.OFFICE_NOTICE else root)
    # What a human wrote is no automatic mail: the answer must not be filed as one.
    is_automatic = kind is not MailKind.PERSON_ANSWER
    assert message["Auto-Submitted"] == ("auto-generated" if is_automatic else None)
    assert message["Bcc"] is None
    for part in ("plain", "html"):
        assert _body(message, part)


@pytest.mark.parametrize("kind", MailKind)
def test_where_replies_are_fetched_they_come_back_into_the_thread(kind: MailKind) -> None:
    fetched = MailAddresses("lotse@ija.example", "postfach@ija.example", fetches_replies=True)
    message = _composed(kind, _request(), _thread_message(), fetched)
    own = "lotse@ija.example"
    is_to_person = kind in PERSON_KINDS
    assert message["Reply-To"] == (own if is_to_person else f"anfrage@example.org, {own}")
    # Somebody without an address can be answered all the same: the answer stands on the page.
    if not is_to_person:
        phone_only = _composed(kind, _request(email=None), _thread_message(), fetched)
        assert phone_only["Reply-To"] == own


@pytest.mark.parametrize("kind", sorted(PERSON_KINDS, key=str))
@pytest.mark.parametrize("address", [None, "jürgen@example.org", "a@example.org\nBcc: x@y", ""])
def test_no_mail_goes_to_an_address_that_could_do_harm(kind: MailKind, address: str | None) -> None:
    with pytest.raises(PermanentMailError, match="address_unsafe"):
        _composed(kind, _request(email=address), _thread_message())


def test_the_question_for_an_address_holds_nothing_of_the_request() -> None:
    request = _request(topic="KANARIE", description="KANARIE", organisation="KANARIE")
    body = _body(_composed(MailKind.PERSON_CONFIRM, request), "plain")
    assert "KANARIE" not in body
    assert "\nhttps://ija.example/anfrage/bestaetigen/TOKEN\n" in body


def test_the_news_of_an_erasure_holds_only_the_reference() -> None:
    request = _request(topic="", description="", organisation="", email=None, erased_at=CREATED)
    message = _composed(MailKind.OFFICE_ERASED, request)
    assert "IJ-2026-0001" in _body(message, "plain")
    assert message["Reply-To"] is None


def test_an_unchecked_sender_is_named_as_such() -> None:
    doubtful = _thread_message(is_public=False)
    shown = _body(_composed(MailKind.OFFICE_MESSAGE, _request(), doubtful), "plain")
    assert "Absender ist nicht geprüft" in shown
    sure = _body(_composed(MailKind.OFFICE_MESSAGE, _request(), _thread_message()), "plain")
    assert "nicht geprüft" not in sure


def test_a_kind_of_a_newer_version_is_given_up_and_not_guessed() -> None:
    composer = Composer(ADDRESSES, "https://ija.example", lambda: "Servicestelle")
    mail = ClaimedMail(1, UUID(int=7), "x", "person_birthday", 1, CREATED)
    with pytest.raises(PermanentMailError, match="kind_unknown"):
        composer.compose(mail, MailContent(_request(), None))


def test_a_struck_line_is_shown_as_such() -> None:
    struck = TranscriptLine(Speaker.PERSON, "", is_struck=True)
    assert "[gestrichen]" in _body(_parsed(_request(transcript=(struck,))), "plain")
