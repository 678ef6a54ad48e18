"""Mails as programs really write them, and mails as nobody should."""

from __future__ import annotations

import email.policy
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.incoming import IncomingMail, read_mail

OURS = "<0d9f6c1e-0000-4000-8000-000000000001@ija.example>"


def _mail(**headers: str) -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    defaults = {
        "From": "Kim Muster <Kim@Example.org>",
        "To": "lotse@ija.example",
        "Subject": "AW: Neue Beratungsanfrage IJ-2026-0001",
        "Message-ID": "<a1@mail.example.org>",
    }
    for name, value in {**defaults, **headers}.items():
        message[name.replace("_", "-")] = value
    return message


def _read(message: EmailMessage, text: str = "Guten Tag") -> IncomingMail:
    if message.get_content_type() == "text/plain" and not message.get_payload():
        message.set_content(text)
    return read_mail(message.as_bytes())


def test_sender_ids_and_reference() -> None:
    mail = _read(_mail(In_Reply_To=OURS, References=f"<b2@x.example> {OURS}"))
    assert mail.sender == "kim@example.org"
    assert mail.mail_id == "a1@mail.example.org"
    assert mail.answers == (OURS[1:-1], "b2@x.example")
    assert mail.references == ("IJ-2026-0001",)
    assert (mail.is_automatic, mail.bounce, mail.pieces) == (False, None, ())
    assert mail.text == "Guten Tag"


def test_an_encoded_subject_is_decoded() -> None:
    raw = b"From: a@b.example\r\nSubject: =?utf-8?q?R=C3=BCckfrage_IJ-2026-0042?=\r\n\r\nx"
    assert read_mail(raw).references == ("IJ-2026-0042",)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"Auto_Submitted": "no"}, False),
        ({"Auto_Submitted": "auto-replied"}, True),
        ({"Auto_Submitted": "auto-generated; owner=x"}, True),
        ({"X_Autoreply": "yes"}, True),
        ({"X_Autorespond": "1"}, True),
        ({"Precedence": "auto_reply"}, True),
        ({"Precedence": "bulk"}, True),
        ({"Precedence": "first-class"}, False),
        # Exchange writes this into mails of people.
        ({"X_Auto_Response_Suppress": "All"}, False),
    ],
)
def test_automatic_answers(headers: dict[str, str], expected: bool) -> None:
    assert _read(_mail(**headers)).is_automatic is expected


def test_the_plain_part_is_preferred_and_html_is_the_last_resort() -> None:
    both = _mail()
    both.set_content("Der Text")
    both.add_alternative("<p>Das HTML</p>", subtype="html")
    assert _read(both).text == "Der Text"
    html = _mail()
    html.set_content("<p>Hallo&nbsp;<b>Welt</b></p><script>alert(1)</script>", subtype="html")
    assert _read(html).text.split() == ["Hallo", "Welt"]


def test_attachments_keep_their_bytes_and_lose_nothing_of_the_text() -> None:
    message = _mail()
    message.set_content("Siehe Anhang")
    message.add_attachment(
        b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="Übersicht.pdf"
    )
    message.add_attachment("Zeile", filename="liste.txt")
    inner = _mail(Subject="IJ-2026-0999")
    inner.set_content("innen")
    message.add_attachment(inner)
    mail = _read(message)
    assert mail.text == "Siehe Anhang"
    assert [piece.name for piece in mail.pieces] == ["Übersicht.pdf", "liste.txt", "-.eml"]
    assert mail.pieces[0].content == b"%PDF-1.7 x"
    assert mail.references == ("IJ-2026-0001",)


BOUNCE = """\
From: MAILER-DAEMON@mx.example
To: lotse@ija.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <bounce1@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; kim@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 unknown

--B
Content-Type: {kind}

Message-ID: {id}
Subject: Antwort auf Ihre Anfrage IJ-2026-0001
{body}
--B--
"""


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_bounce_names_our_mail(kind: str) -> None:
    raw = BOUNCE.format(action="failed", status="5.1.1", kind=kind, id=OURS, body="\nText")
    bounce = read_mail(raw.encode()).bounce
    assert bounce is not None
    assert (bounce.mail_ids, bounce.status, bounce.is_final) == ((OURS[1:-1],), "5.1.1", True)


def test_a_delay_is_not_final() -> None:
    raw = BOUNCE.format(
        action="delayed", status="4.4.1", kind="text/rfc822-headers", id=OURS, body=""
    )
    bounce = read_mail(raw.encode()).bounce
    assert bounce is not None
    assert (bounce.status, bounce.is_final) == ("4.4.1", False)


def test_a_report_about_nothing_of_ours_is_no_bounce() -> None:
    raw = BOUNCE.format(action="failed", status="5.0.0", kind="text/plain", id="", body="")
    assert read_mail(raw.encode()).bounce is None


def test_the_same_mail_has_the_same_digest_in_another_folder() -> None:
    raw = _mail()
    raw.set_content("Hallo")
    received = b"Received: from a by b\r\n" + raw.as_bytes()
    assert read_mail(received).digest == read_mail(raw.as_bytes()).digest


def test_two_mails_with_one_id_are_two_mails() -> None:
    assert _read(_mail(), "eins").digest != _read(_mail(), "zwei").digest


def test_a_mail_without_id_is_known_by_its_bytes() -> None:
    raw = b"From: a@b.example\r\nSubject: IJ-2026-0001\r\n\r\nHallo"
    assert read_mail(raw).mail_id is None
    assert read_mail(raw).digest == read_mail(raw).digest
    assert read_mail(raw).digest != read_mail(raw + b"!").digest


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 100,
        b"Subject: =?utf-8?b?////?=\r\n\r\n\xff\xfe",
        b"Subject: =?no-such-charset?q?x?=\r\n\r\nx",
        b"From: =?utf-8?q?a=00b?= <a@b>\r\n\r\nx",
        b'From: "\r\nTo: <>\r\n\r\nx',
        b"Content-Type: text/plain; charset=no-such\r\n\r\n\xe4",
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n",
        b"Content-Type: multipart/report\r\n\r\nx",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"Content-Type: text/plain; name*=utf-8''%ff%fe\r\n\r\nx",
        b"Content-Disposition: attachment; filename*0*=x''%zz\r\n\r\nx",
        b"Message-ID: <>\r\nReferences: <a <b> c>\r\n\r\nx",
        b"Content-Type: " + b"a/" * 5000 + b"\r\n\r\nx",
        b"Subject: " + b"x" * 100_000 + b"\r\n\r\n" + b"y" * 500_000,
    ],
)
def test_damaged_mails_are_read_as_well_as_possible(raw: bytes) -> None:
    _is_clean(read_mail(raw))


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=x", "multipart/report"]),
    st.sampled_from(["7bit", "base64", "quoted-printable", "x-unknown"]),
)
def test_no_bytes_break_the_reader(body: bytes, kind: str, encoding: str) -> None:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    _is_clean(read_mail(head + body))
    _is_clean(read_mail(body))


def _is_clean(mail: IncomingMail) -> None:
    fields: list[Any] = [mail.text, mail.full_text, mail.subject, mail.sender, *mail.answers]
    for field in fields:
        assert "\x00" not in field or field in (mail.subject, mail.sender)
        field.encode("utf-8")
    assert len(mail.digest) == 64
