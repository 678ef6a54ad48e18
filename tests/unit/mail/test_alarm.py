"""The mail to the operator when a task by the clock has failed."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.mail.command import main
from bot.settings import Settings


def settings_of(folder: Path, **variables: str) -> Settings:
    environ = {"IJA_VAR_DIR": str(folder), "IJA_PUBLIC_URL": "https://lotse.example.org"}
    return Settings.from_env({**environ, **variables})


def only_mail(settings: Settings) -> EmailMessage:
    (file,) = settings.mail_folder.iterdir()
    found = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_the_operator_is_told_in_german_what_failed_and_what_to_do(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, IJA_OPERATOR_MAILBOX="technik@example.org")
    assert main(["alarm", "ija-backup"], settings) == 0
    mail = only_mail(settings)
    assert mail["To"] == "technik@example.org"
    assert mail["From"] == "ija-lotse@localhost"
    assert mail["Subject"] == "IJA-Lotse: ija-backup ist gescheitert"
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_content()
    assert "keine neue Sicherung" in body
    assert "ija doctor" in body
    assert "journalctl -u ija-backup" in body
    assert "https://lotse.example.org" in body


def test_without_a_mailbox_of_its_own_the_office_is_told(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, IJA_OFFICE_MAILBOX="buero@example.org")
    assert main(["alarm", "ija-other.service"], settings) == 0
    assert only_mail(settings)["To"] == "buero@example.org"


@pytest.mark.parametrize("name", ["ija-backup\nBcc: x@example.org", "", "a b", "ä"])
def test_what_is_no_unit_gets_into_no_mail(tmp_path: Path, name: str) -> None:
    settings = settings_of(tmp_path)
    with pytest.raises(SystemExit) as caught:
        main(["alarm", name], settings)
    assert caught.value.code == 2
    assert not settings.mail_folder.exists()


def test_a_mail_server_that_is_away_is_asked_again_by_systemd(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_of(
        tmp_path, IJA_MAIL_TRANSPORT="smtp", IJA_SMTP_PORT="9", IJA_SMTP_SECURITY="none"
    )
    assert main(["alarm", "ija-backup"], settings) == 1
    assert "connect_failed" in capsys.readouterr().err
