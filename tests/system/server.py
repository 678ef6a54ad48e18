"""The assistant on such a machine, set up with the commands of the handbook."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from bot.ops.models import ModelStore
from bot.settings import PROJECT_ROOT
from tests.system.handbook import RELEASES, blocks, for_release
from tests.system.machine import Machine

SET_UP = "Einrichten"
UPDATE = "Update und zurück"
NAMES = ("lotse.example.org", "beratung.example.org")
SMTP_PORT = 2525
# What the handbook leaves to be filled in: the test's own mail server.
FILLED_IN = {
    "IJA_SMTP_HOST": "127.0.0.1",
    "IJA_SMTP_PORT": str(SMTP_PORT),
    "IJA_SMTP_SECURITY": "none",
    "IJA_SMTP_USER": "",
}
UNITS = (
    *(f"ija-{name}.service" for name in ("gateway@a", "gateway@b", "desk", "mail", "reminders")),
    "ija-rasa@a.service",
)
_CERTIFICATE = """
mkdir -p /etc/letsencrypt/live/{name}; cd /etc/letsencrypt/live/{name}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 \
    -subj /CN={name} -addext subjectAltName=DNS:{name} -keyout privkey.pem -out fullchain.pem 2>&1
cp fullchain.pem /usr/local/share/ca-certificates/{name}.crt
"""


def packages() -> str:
    """Return the handbook's first step: packages, account, folders."""
    return blocks(SET_UP)[0].replace("apt install", "apt-get -qq -y install")


def set_up(machine: Machine, release: str) -> None:
    """Do what the handbook says before the services are started, and start the machine."""
    program, settings, _secrets, _services, web, _reload = blocks(SET_UP)[1:]
    unpack(machine, release)
    machine.install(for_release(program, release))
    machine.install(for_release(settings, release))
    machine.install(for_release(web, release))
    _fill_in(machine.root / "etc" / "ija-lotse" / "lotse.env")
    machine.install("".join(_CERTIFICATE.format(name=name) for name in NAMES))
    machine.boot()
    machine.run(f"update-ca-certificates; echo 127.0.0.1 {' '.join(NAMES)} >> /etc/hosts")


def start(machine: Machine, release: str) -> None:
    """Do the rest: secrets, services, web server."""
    *_, secrets, services, _web, reload = blocks(SET_UP)
    machine.run(for_release(secrets, release))
    machine.run(for_release(services, release))
    machine.run(for_release(reload, release))


def update(machine: Machine, release: str) -> str:
    """Do what the handbook says for a new release that was unpacked; return what it said."""
    return machine.run(for_release(blocks(UPDATE)[0], release))


def unpack(machine: Machine, release: str) -> Path:
    """Put the project, as it is now, and its model where a release belongs; return the folder."""
    folder = machine.root / RELEASES.lstrip("/") / release
    folder.mkdir(parents=True)
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=PROJECT_ROOT, capture_output=True, check=True).stdout
    for name in filter(None, names.decode().split("\0")):
        source = PROJECT_ROOT / name
        if source.is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    _copy_model(folder / "models")
    return folder


def unpack_successor(machine: Machine, release: str, predecessor: str) -> Path:
    """Put a release beside its predecessor that shares its files, environment included."""
    folder = machine.root / RELEASES.lstrip("/") / release
    shutil.copytree(folder.with_name(predecessor), folder, symlinks=True, copy_function=os.link)
    # As unpacked: the texts it brings along, not the office's.
    (folder / "faq").unlink()
    shutil.copytree(PROJECT_ROOT / "faq", folder / "faq")
    return folder


def _copy_model(folder: Path) -> None:
    store = ModelStore(PROJECT_ROOT / "models")
    current = store.current()
    if current is None:
        raise FileNotFoundError("no trained model: make train")
    folder.mkdir()
    for path in (current, current.with_name(f"{current.name}.sha256")):
        shutil.copy(path, folder)
    (folder / "current").symlink_to(current.name)


def _fill_in(path: Path) -> None:
    lines = []
    for line in path.read_text("utf-8").splitlines():
        name = line.partition("=")[0]
        lines.append(f"{name}={FILLED_IN[name]}" if name in FILLED_IN else line)
    path.write_text("\n".join([*lines, ""]), "utf-8")
