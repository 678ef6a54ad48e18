"""The doctor against real servers, files and databases: what is found, and what is advised."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import bot.__main__ as entry
from bot.consultations.engine import open_engine
from bot.core.server import MODEL_ROUTE
from bot.metrics.tasks import BACKUP, DOCTOR, RETENTION, TaskRecords
from bot.ops.doctor import clock, command
from bot.ops.doctor.certificates import check_certificate
from bot.ops.doctor.command import main as doctor_main
from bot.ops.doctor.configuration import check_configuration
from bot.ops.doctor.database import check_database
from bot.ops.doctor.examination import examine, is_healthy
from bot.ops.doctor.files import check_disk, check_secrets
from bot.ops.doctor.finding import Finding, State, fine, hint, problem
from bot.ops.doctor.model import MODEL_PATH, check_model
from bot.ops.doctor.services import check_redis, check_telegram
from bot.ops.doctor.tasks import check_tasks
from bot.ops.model_inputs import model_hash
from bot.ops.models import ModelStore
from bot.ops.schemas import all_schemas, upgrade
from bot.settings import Settings, lack_of_server
from bot.texts import keys

NOW = datetime(2026, 11, 26, tzinfo=timezone.utc)


def worst(findings: Iterator[Finding]) -> Finding:
    order = list(State)
    return max(findings, key=lambda finding: order.index(finding.state))


def test_every_bad_finding_has_its_advice() -> None:
    advised = {key.removesuffix("_do") for key in keys() if key.endswith("_do")}
    assert advised <= {key for key in keys() if key.startswith("doctor.")}


def test_all_wrong_settings_are_told_at_once_and_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IJA_DESK_PORT", "x")
    monkeypatch.setenv("IJA_MAIL_FROM", "y")
    assert entry.main(["doctor", "--json"]) == 1
    body = json.loads(capsys.readouterr().out)
    assert body["ok"] is False
    assert len(body["findings"]) == 2
    assert all(finding["advice"] for finding in body["findings"])
    assert entry.main(["doctor"]) == 1
    assert "✗ Einstellungen: IJA_DESK_PORT" in capsys.readouterr().out


def test_on_a_server_nothing_is_done_to_a_database_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "lotse.env"
    there.touch()
    assert lack_of_server({}, there)
    assert not lack_of_server({"IJA_VAR_DIR": "/var/lib/ija-lotse"}, there)
    assert not lack_of_server({}, tmp_path / "none.env")
    monkeypatch.setattr(entry, "lack_of_server", lambda: True)
    assert entry.main(["maintenance", "on"]) == 2
    assert "ija maintenance on" in capsys.readouterr().err
    assert entry.main(["backup", "key", str(tmp_path / "key")]) == 0


def test_an_examination_that_breaks_does_not_end_the_others(settings: Settings) -> None:
    def broken(_settings: Settings) -> Iterator[Finding]:
        raise RuntimeError("KANARIE")

    checks = (("redis", broken), ("disk", lambda _: iter([fine("disk", "redis_ok")])))
    findings = list(examine(settings, checks))
    assert [finding.state for finding in findings] == [State.PROBLEM, State.OK]
    assert "KANARIE" not in findings[0].message
    assert not is_healthy(findings)


def test_an_installation_for_trying_out_has_hints_only(settings: Settings) -> None:
    assert worst(check_configuration(replace(settings, root=entry.PROJECT_ROOT))).state is (
        State.HINT
    )


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"public_url": "http://lotse.example.org"}, "unverschlüsselt"),
        ({"mail_transport": "smtp"}, "Platzhalter"),
    ],
)
def test_settings_that_do_not_go_together(
    settings: Settings, changes: dict[str, str], word: str
) -> None:
    found = check_configuration(replace(settings, root=entry.PROJECT_ROOT, **changes))
    assert word in worst(found).message


def test_a_database_is_looked_at_but_never_made(settings: Settings) -> None:
    assert worst(check_database(settings)).state is State.HINT
    assert not settings.var_dir.exists()


def test_a_database_of_this_release_is_fine_and_others_are_not(
    settings: Settings, database_url: str
) -> None:
    settings = replace(settings, database_url=database_url)
    engine = open_engine(database_url)
    upgrade(engine, all_schemas())
    assert worst(check_database(settings)).state is State.OK
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE consultations_version SET version_num = '0001'")
    engine.dispose()
    finding = worst(check_database(settings))
    assert finding.state is State.PROBLEM
    assert "consultations" in finding.message


def test_services_that_were_never_started_need_no_tables(
    settings: Settings, database_url: str
) -> None:
    settings = replace(settings, database_url=database_url)
    engine = open_engine(database_url)
    upgrade(engine, [schema for schema in all_schemas() if schema.name != "channels.telegram"])
    assert worst(check_database(settings)).state is State.OK
    engine.dispose()


@pytest.mark.parametrize("content", [b"Unsinn" * 1000, b"SQLite format 3\0" + b"\xff" * 8000])
def test_a_broken_database_is_named(settings: Settings, content: bytes) -> None:
    settings.var_dir.mkdir()
    (settings.var_dir / "ija.sqlite").write_bytes(content)
    assert worst(check_database(settings)).state is State.PROBLEM


def test_a_database_that_takes_no_writes_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_engine(settings.database_url).dispose()

    def closed(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "touch", closed)
    (finding,) = check_database(settings)
    assert finding.state is State.PROBLEM
    assert "schreiben" in finding.message


def test_a_password_in_the_address_is_never_shown(settings: Settings) -> None:
    url = "postgresql://ija:KANARIE@127.0.0.1:1/ija"
    finding = worst(check_database(replace(settings, database_url=url)))
    assert finding.state is State.PROBLEM
    assert "KANARIE" not in finding.message + finding.advice


def test_the_model_must_be_what_was_trained(settings: Settings) -> None:
    assert worst(check_model(settings)).state is State.PROBLEM
    store = ModelStore(settings.models_dir)
    settings.models_dir.mkdir(exist_ok=True)
    trained = settings.models_dir / "unfinished"
    trained.write_bytes(b"model")
    model = store.add(model_hash(settings.root), trained)
    store.make_current(model)
    assert worst(check_model(settings)).state is State.OK
    (settings.root / "domain.yml").write_text("intents: [neu]", encoding="utf-8")
    assert worst(check_model(settings)).state is State.HINT
    model.write_bytes(b"changed")
    finding = worst(check_model(settings))
    assert finding.state is State.PROBLEM
    assert "verändert" in finding.message


class OtherModel(BaseHTTPRequestHandler):
    """A core that serves another model than it should."""

    def do_GET(self) -> None:
        is_asked = self.path == MODEL_ROUTE
        self.send_response(200 if is_asked else 404)
        self.end_headers()
        self.wfile.write(b"old.tar.gz" if is_asked else b"")

    def log_message(self, *_: object) -> None:
        pass


def test_a_new_model_that_the_running_core_refused_is_a_problem(settings: Settings) -> None:
    assert MODEL_PATH == MODEL_ROUTE
    settings.models_dir.mkdir(exist_ok=True)
    store = ModelStore(settings.models_dir)
    names = ("old", model_hash(settings.root))
    for name in names:
        trained = settings.models_dir / "unfinished"
        trained.write_bytes(b"model")
        store.make_current(store.add(name, trained))
    with HTTPServer(("127.0.0.1", 0), OtherModel) as core:
        threading.Thread(target=core.serve_forever, daemon=True).start()
        running = replace(settings, rasa_port=core.server_port)
        finding = worst(check_model(running))
        assert finding.state is State.PROBLEM
        assert "old.tar.gz" in finding.message
        assert f"{names[1]}.tar.gz" in finding.message
        store.make_current(store.path("old"))
        assert worst(check_model(running)).state is State.HINT  # served, but outdated
        core.shutdown()


def test_files_that_others_can_read_are_named(settings: Settings) -> None:
    settings.var_dir.mkdir()
    secret = settings.var_dir / "secret.key"
    secret.write_text("geheim", encoding="utf-8")
    secret.chmod(0o644)
    finding = worst(check_secrets(settings))
    assert finding.state is State.PROBLEM
    assert str(secret) in finding.advice
    secret.chmod(0o600)
    assert worst(check_secrets(settings)).state is State.OK
    secret.chmod(0o644)
    settings.var_dir.chmod(0o700)  # nobody else gets as far as the file
    assert worst(check_secrets(settings)).state is State.OK


def test_secrets_in_files_are_looked_at_too(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("geheim", encoding="utf-8")
    password.chmod(0o640)
    environ = {"IJA_VAR_DIR": str(tmp_path / "var"), "IJA_SMTP_PASSWORD_FILE": str(password)}
    tmp_path.chmod(0o755)
    assert str(password) in worst(check_secrets(Settings.from_env(environ))).message


def test_a_journal_that_takes_no_lines_is_a_problem(settings: Settings) -> None:
    there = replace(settings, erasure_journal=settings.var_dir / "new" / "erasures.jsonl")
    assert worst(check_disk(there)).state is not State.PROBLEM
    # /proc takes files from nobody, not even from root.
    lost = replace(settings, erasure_journal=Path("/proc/self/erasures.jsonl"))
    assert worst(check_disk(lost)).state is State.PROBLEM


def test_the_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert worst(check_disk(settings)).state in (State.OK, State.HINT)

    class Usage:
        total, free = 100 * 1024**3, 100 * 1024**2

    monkeypatch.setattr("bot.ops.doctor.files.shutil.disk_usage", lambda _: Usage)
    assert worst(check_disk(settings)).state is State.PROBLEM


@pytest.mark.parametrize(
    ("url", "state"), [("redis://127.0.0.1:1/0", State.PROBLEM), ("ftp://x", State.PROBLEM)]
)
def test_redis_that_is_not_there(settings: Settings, url: str, state: State) -> None:
    changed = replace(settings, scale=replace(settings.scale, redis_url=url))
    assert worst(check_redis(changed)).state is state
    assert list(check_redis(settings)) == []


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (b'{"ok": true, "result": {"username": "lotse_bot"}}', State.OK),
        (b'{"ok": true, "result": []}', State.PROBLEM),
        (b"<html>", State.PROBLEM),
    ],
)
def test_telegram_is_asked_who_we_are(settings: Settings, answer: bytes, state: State) -> None:
    class Api(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(200 if self.path.endswith("/getMe") else 404)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    with running(HTTPServer(("127.0.0.1", 0), Api)) as port:
        telegram = replace(settings.telegram, token="1:KANARIE", api_url=f"http://127.0.0.1:{port}")
        finding = worst(check_telegram(replace(settings, telegram=telegram)))
    assert finding.state is state
    assert "KANARIE" not in finding.message + finding.advice
    assert list(check_telegram(settings)) == []


class running:  # noqa: N801 - reads as a verb
    """Serves in a thread for the length of a block and gives the port."""

    def __init__(self, server: HTTPServer) -> None:
        self._server = server

    def __enter__(self) -> int:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return int(self._server.server_address[1])

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.mark.parametrize(
    ("days", "trusted", "state"),
    [
        (90, True, State.OK),
        (10, True, State.HINT),
        (3, True, State.PROBLEM),
        (90, False, State.PROBLEM),
    ],
)
def test_certificates_end_with_notice(
    tmp_path: Path, days: int, trusted: bool, state: State
) -> None:
    now = datetime.now(timezone.utc)
    file = make_certificate(tmp_path, now + timedelta(days=days, hours=1))
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    client = ssl.create_default_context(cafile=str(file)) if trusted else None
    with running(server) as port:
        finding = check_certificate("localhost", port, now, client)
    assert finding.state is state


def test_a_server_that_is_not_there_has_no_certificate() -> None:
    assert check_certificate("127.0.0.1", 1, NOW).state is State.PROBLEM
    assert check_certificate("gibt.es.invalid", 443, NOW).state is State.PROBLEM


def make_certificate(folder: Path, end: datetime) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(timezone.utc) - timedelta(days=1))
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    return file


@pytest.mark.parametrize(
    ("header", "difference"),
    [
        ("Thu, 26 Nov 2026 00:01:00 GMT", 60),
        ("Wed, 25 Nov 2026 23:59:00 GMT", -60),
        ("", None),
        ("gestern", None),
        ("Thu, 26 Nov 2026 00:01:00", None),
    ],
)
def test_another_clock_is_read(header: str, difference: float | None) -> None:
    assert clock.difference_of(header, NOW) == difference


def test_the_kernel_is_asked_whether_its_clock_is_kept() -> None:
    assert clock.is_synchronised() in (True, False, None)


def test_hints_alone_are_no_failure(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "examine", lambda _: iter([hint("clock", "clock_alone")]))
    assert doctor_main([], settings) == 0
    assert "kein Problem, 1 Hinweis, 0 in Ordnung" in capsys.readouterr().out


def test_one_problem_is_told_as_one_and_written_down_for_the_figures(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "examine", lambda _: iter([problem("clock", "no_zone", zone="X")]))
    settings.var_dir.mkdir()
    assert doctor_main([], settings) == 1
    assert "Ergebnis: 1 Problem, kein Hinweis, 0 in Ordnung." in capsys.readouterr().out
    last = TaskRecords(settings.tasks_dir).last(DOCTOR)
    assert last is not None
    assert last.code == 1


def test_before_the_first_start_the_doctor_leaves_no_folder(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = replace(settings, var_dir=settings.var_dir / "none")
    monkeypatch.setattr(command, "examine", lambda _: iter([fine("clock", "clock_ok", number=1)]))
    assert doctor_main([], nowhere) == 0
    assert not nowhere.var_dir.exists()


def test_how_backup_and_deleting_ended_is_told(settings: Settings) -> None:
    records = TaskRecords(settings.tasks_dir)
    now = datetime.now(timezone.utc)
    assert list(check_tasks(settings)) == []
    records.ended(BACKUP, 0, now)
    records.ended(RETENTION, 0, now)
    assert worst(check_tasks(settings)).state is State.OK
    records.ended(RETENTION, 0, now - timedelta(hours=30))
    old = worst(check_tasks(settings))
    assert old.state is State.HINT
    assert "30 Stunden" in old.message
    records.ended(RETENTION, 1, now)
    assert "Löschen" in worst(check_tasks(settings)).message
    records.ended(BACKUP, 1, now)
    failed = [item.message for item in check_tasks(settings) if item.state is State.PROBLEM]
    assert len(failed) == 2
