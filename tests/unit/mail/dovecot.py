"""A real Dovecot for the length of a test, in a folder of its own."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Every name is an account with an empty mailbox of its own.
PASSWORD = "richtig"
START_SECONDS = 20
# When started by root, Dovecot refuses to touch mail as root.
_MAIL_USER = "nobody"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 50
{tls}
disable_plaintext_auth = no
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service stats {{
  client_limit = 1000
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """Where the server listens, with STARTTLS and with TLS from the start."""

    port: int
    tls_port: int

    def append(self, user: str, raw: bytes) -> None:
        """Put a mail into a mailbox, as if it had just come in."""
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login(user, PASSWORD)
            client.append("INBOX", "", imaplib.Time2Internaldate(time.time()), raw)

    def flags(self, user: str) -> list[bytes]:
        """Return the flags of all mails."""
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login(user, PASSWORD)
            client.select("INBOX", readonly=True)
            data = client.uid("FETCH", "1:*", "(FLAGS)")[1]
        return [line for line in data if isinstance(line, bytes)]


def is_installed() -> bool:
    return shutil.which("dovecot", path="/usr/sbin:/usr/bin") is not None


@contextmanager
def running_dovecot(certificate: Path) -> Iterator[Dovecot]:
    """Start the server with a certificate (file with key and certificate) and stop it again."""
    # Not tmp_path: the path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="ija-dc-"))
    user = pwd.getpwnam(_MAIL_USER) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    port, tls_port = _free_port(), _free_port()
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", user.pw_uid, user.pw_gid)
    shutil.copy(certificate, folder / "cert.pem")
    folder.chmod(0o755)
    config = folder / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            folder=folder,
            user=user.pw_name,
            group=grp.getgrgid(user.pw_gid).gr_name,
            password=PASSWORD,
            port=port,
            tls_port=tls_port,
            tls=f"ssl = yes\nssl_cert = <{folder}/cert.pem\nssl_key = <{folder}/cert.pem",
        ),
        encoding="utf-8",
    )
    process = subprocess.Popen(
        ["/usr/sbin/dovecot", "-F", "-c", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port, folder / "log")
        yield Dovecot(port, tls_port)
    finally:
        process.terminate()
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with imaplib.IMAP4("127.0.0.1", port, timeout=2):
                return
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.05)
    raise RuntimeError(log.read_text(encoding="utf-8") if log.exists() else "no log")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
