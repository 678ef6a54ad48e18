"""What ``python -m bot doctor`` says about real mail servers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bot.consultations.mails.outbox_mails import ClaimedMail
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.models import ReplyChannel
from bot.consultations.service import ConsultationService
from bot.consultations.store import open_store
from bot.consultations.threads.thread import Threads
from bot.doctor.finding import Finding, State
from bot.doctor.mail import check_mail, check_outbox
from bot.settings import Settings
from tests.unit.complete_draft import complete_draft

from .conftest import PASSWORD, USER, Mailbox, SmtpServerFactory, authenticator


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings.from_env({"IJA_VAR_DIR": str(tmp_path), "IJA_MAIL_TRANSPORT": "smtp"})


async def found(settings: Settings, port: int, **smtp: str) -> list[Finding]:
    values = {"host": "127.0.0.1", "port": port, "security": "none", **smtp}
    changed = replace(settings, smtp=replace(settings.smtp, **values))
    return await asyncio.to_thread(lambda: list(check_mail(changed)))


async def test_a_server_that_takes_us_in_gets_no_mail(
    settings: Settings, smtp_server: SmtpServerFactory, mailbox: Mailbox
) -> None:
    async with smtp_server() as port:
        [finding] = await found(settings, port)
    assert finding.state is State.OK
    assert mailbox.received == []


async def test_a_wrong_password_is_told_apart(
    settings: Settings, smtp_server: SmtpServerFactory
) -> None:
    options = {"authenticator": authenticator, "auth_require_tls": False, "auth_required": True}
    async with smtp_server(**options) as port:
        [wrong] = await found(settings, port, user=USER, password="falsch")
        right = await found(settings, port, user=USER, password=PASSWORD)
    assert wrong.state is State.PROBLEM
    assert "Name oder Kennwort" in wrong.message
    assert "falsch" not in wrong.message + wrong.advice
    # Right, but in the open: that is worth a hint.
    assert [finding.state for finding in right] == [State.OK, State.HINT]


async def test_nobody_there_is_a_problem_with_advice(settings: Settings) -> None:
    [finding] = await found(settings, 1)
    assert finding.state is State.PROBLEM
    assert "Firewall" in finding.advice


async def test_a_server_that_is_none_for_mail_is_no_code_to_ask_for(settings: Settings) -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_8.9\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        [finding] = await found(settings, server.sockets[0].getsockname()[1])
    assert finding.state is State.PROBLEM
    assert "nicht wie ein Mailserver" in finding.message
    assert "IJA_SMTP_PORT" in finding.advice


async def test_an_unsafe_line_where_tls_is_wanted(
    settings: Settings, smtp_server: SmtpServerFactory
) -> None:
    async with smtp_server() as port:
        [finding] = await found(settings, port, security="starttls")
    assert finding.state is State.PROBLEM


def test_a_real_mailbox(settings: Settings, dovecot) -> None:
    base = replace(
        settings.imap,
        host="127.0.0.1",
        port=dovecot.port,
        security="none",
        user="lotse",
        password="richtig",
    )
    changed = replace(settings, mail_transport="folder", imap=base)
    [fine] = check_mail(changed)
    assert fine.state is State.OK
    wrong = replace(changed, imap=replace(base, password="falsch"))
    [finding] = check_mail(wrong)
    assert finding.state is State.PROBLEM
    missing = replace(changed, imap=replace(base, folders=("INBOX", "Gibtesnicht")))
    states = [finding.state for finding in check_mail(missing)]
    assert states == [State.OK, State.PROBLEM]


def test_the_outbox_of_a_database_that_does_not_exist_is_left_alone(settings: Settings) -> None:
    assert list(check_outbox(settings)) == []
    assert list(settings.var_dir.iterdir()) == []


def test_a_mail_that_nobody_sends_is_a_problem(settings: Settings) -> None:
    store = open_store(settings.database_url)
    draft = complete_draft()
    for minutes, problems in ((1, 0), (20, 1)):
        sent = datetime.now(timezone.utc) - timedelta(minutes=minutes)
        ConsultationService(store, lambda sent=sent: sent).submit(draft, str(minutes))
        assert len(list(check_outbox(settings))) == problems


def test_mails_that_wait_for_the_server_or_did_not_arrive_are_hints(settings: Settings) -> None:
    store = open_store(settings.database_url)
    draft = complete_draft()
    now = datetime.now(timezone.utc)
    reference = ConsultationService(store, lambda: now).submit(draft, "k").reference
    Threads(store.engine, lambda: now).answer(reference, "Ja.", "kim", "a", ReplyChannel.EMAIL)
    outbox = SqlOutboxStore(store.engine)
    for _ in range(2):
        mail = outbox.claim_due(now, now)
        assert isinstance(mail, ClaimedMail)
        if mail.kind == "person_answer":
            outbox.bury(mail, "smtp_550", now)
        else:
            outbox.defer(mail, "connection_lost", now + timedelta(minutes=5))
    found = list(check_outbox(settings))
    assert [finding.state for finding in found] == [State.HINT, State.HINT]
    assert "nicht ankamen: 1" in found[0].message
    assert "angenommen hat: 1" in found[1].message
