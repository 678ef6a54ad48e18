"""The handbook on a real Ubuntu with a real systemd: set up, broken, updated, taken back.

Not part of ``make test``: ``make systemd``. One machine for all tests, in the order of the file.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from bot.settings import PROJECT_ROOT
from tests.system import server
from tests.system.conversation import NO_ANSWER, Receiving, Visitor
from tests.system.machine import Machine, make_base, missing

VAR = PROJECT_ROOT / "var" / "system"
QUESTION = "Welche Fristen gibt es für Förderanträge?"
SECRET = "nur-dieser-dienst-darf-mich-sehen-0123456789"
PATIENCE_SECONDS = 90.0
MEBIBYTE = 1024**2
MIGRATION = '''"""One table more."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.create_table("only_in_the_newer_release", sa.Column("id", sa.Integer, primary_key=True))


def downgrade() -> None:
    op.drop_table("only_in_the_newer_release")
'''


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    lacks = missing()
    if lacks:
        pytest.fail(f"this machine cannot hold another one: {', '.join(lacks)}")
    make_base(VAR / "ubuntu", os.environ.get("UBUNTU_MIRROR", ""), server.packages())
    machine = Machine(VAR / "ubuntu", VAR / "machine")
    machine.remove()
    machine.mount()
    try:
        server.set_up(machine, "eins")
        yield machine
    finally:
        machine.remove()


@pytest.fixture(scope="module", autouse=True)
def mails(machine: Machine) -> Iterator[Receiving]:
    """The office's mail server; whoever uses it speaks over the machine's network."""
    handler = Receiving()
    with machine.network():
        controller = Controller(handler, hostname="127.0.0.1", port=server.SMTP_PORT)
        controller.start()
        yield handler
        controller.stop()


@pytest.fixture(scope="module")
def visitor(machine: Machine) -> Visitor:
    names = machine.root / "etc" / "letsencrypt" / "live"
    return Visitor(names / "lotse.example.org" / "fullchain.pem")


def wait_until(holds: Callable[[], bool], what: str) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < limit, what
        time.sleep(0.3)


def all_active(machine: Machine) -> bool:
    # Its exit code only says whether one of them is.
    states = machine.says(f"systemctl is-active {' '.join(server.UNITS)}").split()
    return states == ["active"] * len(server.UNITS)


def restarts(machine: Machine, unit: str) -> int:
    return int(machine.show(unit, "NRestarts"))


def test_the_handbook_brings_everything_up(machine: Machine) -> None:
    (machine.root / "etc/ija-lotse/secrets/secret_key").write_text(SECRET, "ascii")
    server.start(machine, "eins")
    assert all_active(machine), machine.says("systemctl --failed; journalctl -p warning -o cat")
    timers = machine.run("systemctl list-timers --no-legend 'ija-*'")
    assert "ija-backup.timer" in timers
    assert "ija-doctor.timer" in timers
    assert machine.run("systemctl is-system-running") == "running"


def test_a_visitor_gets_pages_answers_and_a_confirmation(
    machine: Machine, visitor: Visitor, mails: Receiving
) -> None:
    assert visitor.get("/").status_code == 200
    assert '"database":"ok"' in machine.run("curl -sS http://127.0.0.1:8000/readyz")
    assert visitor.get("/readyz").status_code == 404
    assert "Frist" in visitor.ask(QUESTION)
    reference = visitor.send_request("Wer hilft beim Visum?")
    wait_until(lambda: any(reference in mail for mail in mails.mails), "no mail came")


def test_nobody_is_root_and_nobody_may_change_the_code(machine: Machine) -> None:
    owners = machine.run("ps -eo user:12,args | grep '[/]opt/ija-lotse' | cut -d' ' -f1 | sort -u")
    assert owners == "ija"
    for unit in server.UNITS:
        enter = f"nsenter --mount --target={machine.show(unit, 'MainPID')}"
        for place in ("/opt/ija-lotse/current/bot/x", "/srv/ija-lotse/faq/x", "/etc/x"):
            assert not machine.succeeds(f"{enter} touch {place}"), (unit, place)
        machine.run(f"{enter} touch /var/lib/ija-lotse/x; rm /var/lib/ija-lotse/x")


def test_secrets_are_seen_by_the_service_that_runs_and_by_nobody_else(machine: Machine) -> None:
    folder = "/run/credentials/ija-desk.service"
    assert machine.run(f"stat -c '%U %a' {folder}/secret_key") == "ija 400"
    assert not machine.succeeds(f"runuser -u www-data -- cat {folder}/secret_key")
    assert not machine.succeeds("runuser -u ija -- cat /etc/ija-lotse/secrets/secret_key")
    # Neither in an environment nor in a command line.
    assert not machine.succeeds("grep -lf /etc/ija-lotse/secrets/secret_key /proc/[0-9]*/environ")
    assert not machine.succeeds("grep -lf /etc/ija-lotse/secrets/secret_key /proc/[0-9]*/cmdline")
    machine.run("systemctl stop ija-desk")
    assert not machine.succeeds(f"test -e {folder}")
    machine.run("systemctl start ija-desk")
    assert SECRET not in machine.run("journalctl --no-pager")


def test_whoever_is_killed_comes_back(machine: Machine, visitor: Visitor) -> None:
    before = {unit: restarts(machine, unit) for unit in server.UNITS}
    for unit in server.UNITS:
        machine.run(f"kill -KILL {machine.show(unit, 'MainPID')}")
    for unit in server.UNITS:
        wait_until(lambda unit=unit: restarts(machine, unit) > before[unit], f"{unit} stays away")
    wait_until(lambda: all_active(machine), "not all of them came back")
    assert "Frist" in visitor.ask(QUESTION)


def test_whoever_hangs_is_started_anew(machine: Machine) -> None:
    with changed(machine, "ija-desk.service", "WatchdogSec=5"):
        before = restarts(machine, "ija-desk.service")
        machine.run(f"pkill -STOP -P {machine.show('ija-desk.service', 'MainPID')}")
        wait_until(lambda: restarts(machine, "ija-desk.service") > before, "nobody noticed")
        wait_until(lambda: all_active(machine), "it did not come back")


def test_memory_that_runs_away_ends_the_service_and_not_the_machine(machine: Machine) -> None:
    for unit in server.UNITS:
        limit = int(machine.show(unit, "MemoryMax"))
        group = machine.show(unit, "ControlGroup")
        assert limit <= 1536 * MEBIBYTE
        assert int(machine.run(f"cat {quoted(memory_file(machine, group))}")) == limit
    with changed(machine, "ija-reminders.service", "MemoryMax=24M", restart=False):
        before = restarts(machine, "ija-reminders.service")
        machine.says("systemctl restart ija-reminders")
        wait_until(lambda: restarts(machine, "ija-reminders.service") > before, "no limit")
        assert re.search(
            r"status=9/KILL|oom-kill", machine.run("journalctl -u ija-reminders -o cat")
        )
    wait_until(lambda: all_active(machine), "it did not come back")


def memory_file(machine: Machine, group: str) -> str:
    is_old = machine.succeeds("test -d /sys/fs/cgroup/memory")
    name = "memory/{}/memory.limit_in_bytes" if is_old else "{}/memory.max"
    return f"/sys/fs/cgroup/{name.format(group.strip('/'))}"


def test_the_timers_make_up_for_a_night_without_power(machine: Machine) -> None:
    timers = ("ija-backup", "ija-doctor")
    # Up to twenty minutes later than planned is fine for a server and too late for a test.
    drop_in(machine, "ija-backup.timer", "[Timer]\nRandomizedDelaySec=0")
    for name in timers:
        machine.run(f"systemctl stop {name}.timer")
        machine.run(f"touch -d '2 days ago' /var/lib/systemd/timers/stamp-{name}.timer")
        machine.run(f"systemctl start {name}.timer")
        wait_until(
            lambda name=name: (
                machine.show(f"{name}.service", "ExecMainExitTimestampMonotonic") != "0"
            ),
            f"{name} did not run",
        )
        result = machine.show(f"{name}.service", "Result")
        assert result == "success", machine.run(f"journalctl -u {name} -o cat")
    assert machine.run("stat -c '%U %a' /var/backups/ija-lotse/*.backup") == "ija 600"
    assert "ija-lotse-" in machine.run("ija backup list")
    machine.run("ija backup verify")


def test_whoever_runs_the_server_is_told_when_a_backup_fails(
    machine: Machine, mails: Receiving
) -> None:
    nowhere = "Environment=IJA_BACKUP_DIR=/proc/nowhere"
    with changed(machine, "ija-backup.service", nowhere, restart=False):
        assert not machine.succeeds("systemctl start ija-backup")
        told = "Subject: IJA-Lotse: ija-backup ist gescheitert"
        wait_until(lambda: any(told in mail for mail in mails.mails), "nobody was told")
    assert "ija_task_exit_code" in machine.run("curl -sS http://127.0.0.1:8002/metrics")


def test_an_update_with_the_same_tables_closes_no_door(machine: Machine, visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    before = visitor.history()
    server.unpack_successor(machine, "zwei", "eins")
    with visitor.watching() as wrong:
        said = server.update(machine, "zwei")
    assert "Es läuft jetzt: /opt/ija-lotse/releases/zwei" in said
    # With one core the chat says for a moment that it cannot answer; everything else goes on.
    assert [item for item in wrong if item != NO_ANSWER] == []
    assert all_active(machine)
    assert runs_from(machine, "zwei")
    assert visitor.history() == before
    assert "Frist" in visitor.ask(QUESTION)


def test_an_update_with_other_tables_and_back_loses_nothing(
    machine: Machine, visitor: Visitor
) -> None:
    folder = server.unpack_successor(machine, "drei", "zwei")
    add_migration(folder)
    reference = visitor.send_request("Gesendet vor dem Update.")
    before = visitor.history()
    server.update(machine, "drei")
    assert tables(machine) >= {"only_in_the_newer_release"}
    assert runs_from(machine, "drei")
    assert visitor.history() == before
    assert "Frist" in visitor.ask(QUESTION)
    between = visitor.history()
    assert len(between) > len(before)
    machine.run("ija-switch /opt/ija-lotse/releases/zwei")
    assert "only_in_the_newer_release" not in tables(machine)
    assert runs_from(machine, "zwei")
    assert all_active(machine)
    assert visitor.history() == between
    assert reference in machine.run("ija person find fachkraft@example.org")


def test_old_releases_go_and_the_way_back_stays(machine: Machine) -> None:
    said = machine.run("ija-release clean 1")
    assert "Entfernt: /opt/ija-lotse/releases/eins" in said
    assert "/opt/ija-lotse/releases/zwei  läuft" in said
    assert "/opt/ija-lotse/releases/drei  Weg zurück" in said
    assert all_active(machine)


def test_the_off_switch_works_at_once_and_for_everybody(machine: Machine, visitor: Visitor) -> None:
    machine.run("ija maintenance on --notice 'Wir ziehen um.'")
    assert "Wir ziehen um." in visitor.get("/").text
    machine.run("ija maintenance off")
    assert "Wir ziehen um." not in visitor.get("/").text


def test_it_comes_up_with_the_machine(machine: Machine, visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    before = visitor.history()
    machine.stop()
    machine.boot()
    # Its network is a new one, too.
    with machine.network():
        wait_until(lambda: all_active(machine), "not everything came back")
        assert visitor.history() == before
        assert "Frist" in visitor.ask(QUESTION)


def runs_from(machine: Machine, release: str) -> bool:
    """Tell whether every service has its code from this release."""
    places = {
        machine.run(f"readlink /proc/{machine.show(unit, 'MainPID')}/cwd") for unit in server.UNITS
    }
    return places == {f"/opt/ija-lotse/releases/{release}"}


def add_migration(folder: Path) -> None:
    versions = folder / "bot" / "reminders" / "migrations" / "versions"
    last = max(path.name[:4] for path in versions.glob("[0-9]*.py"))
    revision = f"{int(last) + 1:04}"
    content = MIGRATION.format(revision=revision, before=last)
    (versions / f"{revision}_one_more.py").write_text(content, "utf-8")


def tables(machine: Machine) -> set[str]:
    file = machine.root / "var/lib/ija-lotse/ija.sqlite"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def quoted(code: str) -> str:
    return "'" + code.replace("'", "'\\''") + "'"


def drop_in(machine: Machine, unit: str, content: str) -> None:
    machine.run(
        f"mkdir -p /run/systemd/system/{unit}.d; "
        f"printf '%b\\n' {quoted(content)} > /run/systemd/system/{unit}.d/test.conf; "
        "systemctl daemon-reload"
    )


@contextmanager
def changed(machine: Machine, unit: str, line: str, *, restart: bool = True) -> Iterator[None]:
    """Change one setting of a service for the length of the block."""
    drop_in(machine, unit, f"[Service]\n{line}")
    try:
        if restart:
            machine.run(f"systemctl restart {unit}")
        yield
    finally:
        machine.run(f"rm /run/systemd/system/{unit}.d/test.conf; systemctl daemon-reload")
        machine.run(f"systemctl reset-failed {unit}; systemctl restart {unit}")
