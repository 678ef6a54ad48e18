from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.consultations.database.tables import outbox
from bot.consultations.store import open_store
from bot.mail import command
from bot.mail.smtp_transport import SmtpTransport
from bot.settings import Settings

from .conftest import Submit
from .dovecot import PASSWORD, Dovecot

MakeSettings = Callable[..., Settings]


@pytest.fixture
def make_settings(tmp_path: Path) -> MakeSettings:
    """Return a maker of settings that use the store of the other fixtures."""

    def make(**variables: str) -> Settings:
        return Settings.from_env(
            {
                "IJA_VAR_DIR": str(tmp_path),
                "IJA_DATABASE_URL": f"sqlite:///{tmp_path / 'ija.sqlite'}",
                **variables,
            }
        )

    return make


def test_deliver_once_into_the_folder(
    make_settings: MakeSettings,
    submit: Submit,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = make_settings()
    submit()
    assert command.main(["deliver", "--once"], settings) == 0
    assert capsys.readouterr().out == "Zugestellt: 1, verschoben: 0, aufgegeben: 0\n"
    assert len(list(settings.mail_folder.glob("*-IJ-2026-0001.eml"))) == 1


def test_status_of_an_empty_database(
    make_settings: MakeSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["status"], make_settings()) == 0
    assert "Neu: 0" in capsys.readouterr().out


def test_status_shows_what_waits_and_what_is_dead(
    make_settings: MakeSettings, submit: Submit, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = make_settings()
    submit()
    submit()
    assert command.main(["status"], settings) == 0
    shown = capsys.readouterr().out
    assert "Neu: 2" in shown
    assert "23.11.2026, 10:00 Uhr" in shown
    with open_store(settings.database_url).engine.begin() as connection:
        connection.execute(sa.update(outbox).where(outbox.c.id == 1).values(state="dead"))
    assert command.main(["status"], settings) == 1
    assert "aufgegeben: 1" in capsys.readouterr().out


def test_unsafe_address_is_named_before_anything_is_tried(
    make_settings: MakeSettings, submit: Submit, capsys: pytest.CaptureFixture[str]
) -> None:
    submit()
    settings = make_settings(IJA_OFFICE_MAILBOX="büro@example.org")
    assert command.main(["deliver", "--once"], settings) == 2
    assert "IJA_OFFICE_MAILBOX" in capsys.readouterr().err


def test_unreachable_database(
    make_settings: MakeSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = make_settings(IJA_DATABASE_URL="postgresql://ija@127.0.0.1:1/ija")
    assert command.main(["status"], settings) == 1
    assert "Datenbank" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [[], ["send"], ["deliver", "--twice"]])
def test_unknown_command(make_settings: MakeSettings, argv: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(argv, make_settings())


def test_smtp_settings_reach_the_transport(make_settings: MakeSettings) -> None:
    settings = make_settings(IJA_MAIL_TRANSPORT="smtp", IJA_SMTP_PORT="1")
    transport = command.mail_transport(settings)
    assert isinstance(transport, SmtpTransport)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_the_worker_after_the_current_mail(
    make_settings: MakeSettings,
    submit: Submit,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
) -> None:
    sent: list[str] = []

    class SignallingTransport:
        """Asks the process to stop while it sends."""

        async def send(self, message: EmailMessage) -> None:
            os.kill(os.getpid(), number)
            sent.append(message["X-IJA-Reference"])

    monkeypatch.setattr(command, "mail_transport", lambda _settings: SignallingTransport())
    submit()
    asyncio.run(asyncio.wait_for(command.deliver(make_settings()), 20))
    assert sent == ["IJ-2026-0001"]


def test_fetching_needs_a_mailbox(
    make_settings: MakeSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["fetch", "--once"], make_settings()) == 2
    assert "IJA_IMAP_HOST" in capsys.readouterr().err


def test_fetching_from_a_real_mailbox(
    make_settings: MakeSettings,
    submit: Submit,
    dovecot: Dovecot,
    capsys: pytest.CaptureFixture[str],
) -> None:
    request = submit()
    dovecot.append(
        "command", f"From: anfrage@example.org\r\nSubject: {request.reference}\r\n\r\nx".encode()
    )
    imap = {
        "IJA_IMAP_HOST": "127.0.0.1",
        "IJA_IMAP_PORT": str(dovecot.port),
        "IJA_IMAP_SECURITY": "none",
        "IJA_IMAP_USER": "command",
        "IJA_IMAP_PASSWORD": PASSWORD,
    }
    settings = make_settings(**imap)
    assert command.main(["fetch", "--once"], settings) == 0
    assert "Zugeordnet: 1" in capsys.readouterr().out
    assert command.main(["status"], settings) == 0
    assert "Im Postfach nicht zugeordnet:" in capsys.readouterr().out
    wrong = make_settings(**{**imap, "IJA_IMAP_PASSWORD": "falsch"})
    assert command.main(["fetch", "--once"], wrong) == 1
    assert "login_failed" in capsys.readouterr().err


def test_dead_mails_are_tried_again_on_demand(
    make_settings: MakeSettings, submit: Submit, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = make_settings()
    submit()
    with open_store(settings.database_url).engine.begin() as connection:
        connection.execute(sa.update(outbox).values(state="dead", attempts=300))
    assert command.main(["retry"], settings) == 0
    assert capsys.readouterr().out == "Noch einmal vorgemerkt: 1\n"
    assert command.main(["deliver", "--once"], settings) == 0
