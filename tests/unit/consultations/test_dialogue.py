from __future__ import annotations

import pytest

from bot.consultations.dialogue import (
    TEXT_FIELDS,
    YES_NO_FIELDS,
    Heard,
    ReplyKind,
    read_reply,
    split_contact,
)


def heard(text: str, intent: str = "faq", decision: str = "answer", field: str = "") -> Heard:
    return Heard(text, intent, decision, field or None)


@pytest.mark.parametrize("field", ["topic", "description"])
def test_a_question_is_a_fine_subject(field: str) -> None:
    reply = read_reply(field, heard("Wie bekommen Gäste aus Kenia ein Visum?"))
    assert reply.kind is ReplyKind.VALUE
    assert reply.value == "Wie bekommen Gäste aus Kenia ein Visum?"


@pytest.mark.parametrize("field", ["organisation", "name", "contact"])
def test_a_question_elsewhere_is_a_side_question(field: str) -> None:
    assert read_reply(field, heard("Wie alt dürfen sie sein?")).kind is ReplyKind.SIDE_QUESTION


@pytest.mark.parametrize("field", [*TEXT_FIELDS, *YES_NO_FIELDS])
def test_every_question_can_be_cancelled_and_an_emergency_comes_first(field: str) -> None:
    assert read_reply(field, heard("abbrechen", "stop", "clarify")).kind is ReplyKind.CANCEL
    help_first = heard("ich will sterben", "emergency", "emergency")
    assert read_reply(field, help_first).kind is ReplyKind.SIDE_QUESTION


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kim@example.org", ReplyKind.VALUE),
        ("0211 123456", ReplyKind.VALUE),
        ("keine ahnung", ReplyKind.PROBLEM),
        ("kim@example", ReplyKind.PROBLEM),
        ("a@b.de\r\nBcc: c@d.de", ReplyKind.PROBLEM),
        ("12", ReplyKind.PROBLEM),
        ("", ReplyKind.PROBLEM),
    ],
)
def test_contact(text: str, kind: ReplyKind) -> None:
    assert read_reply("contact", heard(text)).kind is kind


@pytest.mark.parametrize("field", YES_NO_FIELDS)
def test_yes_and_no(field: str) -> None:
    assert read_reply(field, heard("ja", "affirm", "clarify")).kind is ReplyKind.YES
    assert read_reply(field, heard("/deny", "deny", "")).kind is ReplyKind.NO
    assert read_reply(field, heard("vielleicht", "smalltalk", "clarify")).kind is ReplyKind.PROBLEM


def test_only_known_fields_can_be_changed() -> None:
    change = read_reply("confirmation", heard("/change_field", "change_field", "", "name"))
    assert (change.kind, change.value) == (ReplyKind.CHANGE, "name")
    forged = heard("/change_field", "change_field", "", "consent")
    assert read_reply("confirmation", forged).kind is ReplyKind.SIDE_QUESTION


def test_button_of_an_older_message_is_no_answer() -> None:
    old = heard("/show_deadlines", "show_deadlines", "")
    assert all(read_reply(f, old).kind is ReplyKind.SIDE_QUESTION for f in TEXT_FIELDS)


def test_split_contact() -> None:
    assert split_contact("a@example.org") == ("a@example.org", None)
    assert split_contact("0211 123456") == (None, "0211 123456")
