"""Which mails there are; the outbox keeps the kind, the mail package knows how each one looks."""

from __future__ import annotations

from enum import Enum


class MailKind(Enum):
    """What a mail is about and to whom it goes."""

    OFFICE_NOTICE = "office_notice"
    OFFICE_MESSAGE = "office_message"
    OFFICE_WITHDRAWN = "office_withdrawn"
    OFFICE_ERASED = "office_erased"
    PERSON_CONFIRM = "person_confirm"
    PERSON_COPY = "person_copy"
    PERSON_ANSWER = "person_answer"


PERSON_KINDS = frozenset({MailKind.PERSON_CONFIRM, MailKind.PERSON_COPY, MailKind.PERSON_ANSWER})
"""Mails to the person; that one of them cannot be delivered says nothing about our own server."""
