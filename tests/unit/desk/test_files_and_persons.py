"""What leaves the desk as a file, merging, erasing a person, and mails without a request."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.consultations.database.engine import write_transaction
from bot.consultations.erasure import ErasureReason
from bot.consultations.mails.inbound_mails import MailPlace, Outcome
from bot.consultations.mails.inbox_store import SqlInboxStore
from bot.consultations.mails.mailbox_checks import MailboxChecks
from bot.consultations.models import ConsultationRequest, RequestState
from bot.consultations.threads.message_store import add_message
from bot.consultations.threads.thread_models import Attachment, Author, MessageKind, NewMessage, Via
from bot.desk.answering.mailbox import DeskMailbox
from bot.desk.app import create_app
from bot.desk.requests import merging, separating
from bot.desk.requests.work import Work
from bot.mail.correspondents import Correspondents
from bot.mail.inbox import InboxWorker
from bot.mail.mailboxes import MailboxUnavailableError
from tests.unit.desk.desk_rig import ORIGIN, URL, DeskRig, hidden, log_in, post

EVIL = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "'=1", "=cmd|' /C calc'!A0")


def add_mail(rig: DeskRig, request: ConsultationRequest, *, is_public: bool) -> str:
    """Put a mail with a kept and a refused attachment into the thread; return the kept one."""
    file = rig.services.attachments.save(b"%PDF-1.4 <script>")
    with write_transaction(rig.engine) as connection:
        add_message(
            connection,
            str(request.uuid),
            NewMessage(
                idempotency_key=f"mail-{is_public}",
                author=Author.PERSON,
                actor="mail",
                kind=MessageKind.TEXT,
                via=Via.MAIL,
                created_at=rig.moment,
                is_public=is_public,
                text="Anbei.",
                attachments=(
                    Attachment('Plan "ä"\r\nX: y.html', "text/html", 9, file),
                    Attachment("virus.exe", "application/x-dosexec", 9, None, "type_not_allowed"),
                ),
            ),
        )
    return file


def test_attachments_are_saved_and_never_shown(staff: TestClient, rig: DeskRig) -> None:
    request = rig.add_request("k")
    file = add_mail(rig, request, is_public=True)
    path = f"/anfragen/{request.reference}"
    page = staff.get(path).text
    assert "Diese Art von Datei nehmen wir nicht an." in page
    sent = staff.get(f"{path}/anhang/{file}")
    assert sent.content == b"%PDF-1.4 <script>"
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Plan%20%22")
    assert sent.headers["x-content-type-options"] == "nosniff"
    other = rig.add_request("o").reference
    for wrong in (f"/anfragen/{other}/anhang/{file}", f"{path}/anhang/..%2fija.sqlite"):
        assert staff.get(wrong).status_code == 404, wrong
    assert "Anhang heruntergeladen" in staff.get(path).text


def test_a_mail_kept_back_is_released(staff: TestClient, rig: DeskRig) -> None:
    request = rig.add_request("k")
    add_mail(rig, request, is_public=False)
    path = f"/anfragen/{request.reference}"
    (message,) = rig.services.threads.messages(request.reference)
    assert "Für die Person freigeben" in staff.get(path).text
    assert post(staff, f"{path}/freigeben/{message.number}", path).status_code == 303
    assert rig.services.threads.messages(request.reference)[0].is_public
    assert post(staff, f"{path}/freigeben/99999", path).status_code == 404


def test_tables_hold_the_filtered_list_and_no_formula(staff: TestClient, rig: DeskRig) -> None:
    for number, evil in enumerate(EVIL):
        rig.add_request(
            f"k{number}", topic=evil.strip(), organisation=evil.strip(), email="a@b.example"
        )
    rig.services.consultations.change_state("IJ-2026-0001", RequestState.CLOSED, "x")
    answer = post(staff, "/anfragen/export.csv", ansicht="offen")
    assert answer.headers["content-disposition"].endswith("anfragen-2026-11-23.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(EVIL)
    assert not any(cell[:1] in "=+-@\t\r" for row in rows for cell in row if cell)
    excel = post(staff, "/anfragen/export.xlsx", ansicht="alle")
    sheet = load_workbook(io.BytesIO(excel.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert sheet.max_row == len(EVIL) + 1
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "d"}
    assert any(cell.value == EVIL[-1] for cell in cells)
    assert "Liste gespeichert" in staff.get("/zugriffe").text


def test_days_are_days_in_excel_so_that_they_sort(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    decided = Work(follow_up_on=date(2026, 12, 1))
    rig.services.work.decide(reference, decided, is_urgent=False, actor="beratung")
    excel = post(staff, "/anfragen/export.xlsx", ansicht="alle")
    heads, cells = load_workbook(io.BytesIO(excel.content)).active.iter_rows()
    row = {head.value: cell for head, cell in zip(heads, cells, strict=True)}
    assert row["Eingegangen"].value.isoformat() == "2026-11-23T10:00:00"
    assert row["Eingegangen"].number_format == "DD.MM.YYYY HH:MM"
    assert row["Antwort zugesagt bis"].value.date() == date(2026, 11, 26)
    assert row["Wiedervorlage"].value.date() == date(2026, 12, 1)
    assert row["Wiedervorlage"].number_format == "DD.MM.YYYY"
    answer = post(staff, "/anfragen/export.csv", ansicht="alle")
    read = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    [line] = read
    assert (line["Eingegangen"], line["Wiedervorlage"]) == ("23.11.2026 10:00", "01.12.2026")


def test_an_empty_list_is_a_file_too(staff: TestClient) -> None:
    for ending in ("csv", "xlsx"):
        assert post(staff, f"/anfragen/export.{ending}", ansicht="alle").status_code == 200


def test_the_printed_page_has_notes_only_if_wanted(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    rig.services.threads.add_note(reference, "Geheim", "beratung", "n")
    assert "Geheim" not in staff.get(f"/anfragen/{reference}/druck").text
    assert "Geheim" in staff.get(f"/anfragen/{reference}/druck?notizen=ja").text


def test_a_file_that_was_not_kept_is_told_on_paper(staff: TestClient, rig: DeskRig) -> None:
    request = rig.add_request("k")
    add_mail(rig, request, is_public=True)
    page = staff.get(f"/anfragen/{request.reference}/druck").text
    assert "Anhang: virus.exe (nicht gespeichert: Diese Art von Datei nehmen wir nicht an.)" in page


def test_many_duplicates_are_folded(staff: TestClient, rig: DeskRig) -> None:
    first, second, third, _ = [rig.add_request(key).reference for key in "abcd"]
    page = staff.get(f"/anfragen/{first}").text
    assert "<summary>Vielleicht dieselbe Anfrage: 3 sind ähnlich</summary>" in page
    assert f'<li><a href="/anfragen/{second}">' in page
    for number in (second, third):
        post(staff, f"/anfragen/{first}/zusammenfuehren", f"/anfragen/{first}", other=number)
    assert "sind ähnlich" not in staff.get(f"/anfragen/{first}").text


def test_duplicates_are_suggested_and_put_together(staff: TestClient, rig: DeskRig) -> None:
    first = rig.add_request("a", email="e@example.org", organisation="A").reference
    second = rig.add_request("b", email="E@Example.org", organisation="B").reference
    rig.add_request("c", email="x@example.org", organisation="C")
    path = f"/anfragen/{first}"
    page = staff.get(path).text
    assert second in page
    assert "gleiche E-Mail oder Telefonnummer" in page
    assert "IJ-2026-0003" not in page
    done = post(staff, f"{path}/zusammenfuehren", path, other=second.lower(), tell="ja")
    assert done.headers["location"] == f"{path}#zusammengefuehrt"
    assert rig.services.consultations.get(second).state is RequestState.CLOSED
    (told,) = rig.services.threads.messages(second, public_only=True)
    assert first in told.text
    assert f"Zusammengeführt: {second}" in staff.get(path).text
    assert f'wurde mit <a href="{path}">' in staff.get(f"/anfragen/{second}").text
    # Whoever merged the wrong one is on the page of the other: the way back is there too.
    assert f'action="/anfragen/{second}/trennen"' in staff.get(path).text
    post(staff, f"/anfragen/{second}/trennen", path)
    assert rig.services.work.merged(first) == []
    assert rig.services.consultations.get(second).state is RequestState.RECEIVED
    # Whoever read that both are one reads that they are not; only once, however often it is tried.
    post(staff, f"/anfragen/{second}/trennen", path)
    merged, separated = rig.services.threads.messages(second, public_only=True)
    assert (first in merged.text, first in separated.text) == (True, False)
    assert "jetzt doch für sich" in separated.text


def test_somebody_else_of_the_same_body_is_told_nothing_by_default(
    staff: TestClient, rig: DeskRig
) -> None:
    first = rig.add_request("a", email="a@example.org", organisation="A").reference
    second = rig.add_request("b", email="b@example.org", organisation="A", name="Ute").reference
    same = rig.add_request("c", email="a@example.org", organisation="C").reference
    page = staff.get(f"/anfragen/{first}/zusammenfuehren").text
    part = page[page.index(f">{second}</a>") : page.index(f"Mit {second} zusammenführen")]
    assert "Ute · A · b@example.org" in part
    assert "Vielleicht eine andere Person" in part
    assert 'name="tell" value="ja">' in part
    part = page[page.index(f">{same}</a>") : page.index(f"Mit {same} zusammenführen")]
    assert 'name="tell" value="ja" checked>' in part
    assert "Vielleicht eine andere Person" not in part


def test_a_separation_that_fails_changes_nothing_and_can_be_tried_again(
    staff: TestClient, rig: DeskRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = rig.add_request("a").reference, rig.add_request("b").reference
    path = f"/anfragen/{first}"
    post(staff, f"{path}/zusammenfuehren", path, other=second, tell="ja")
    services = rig.services
    for broken in ("add_message", "log_event"):
        with monkeypatch.context() as patch:
            patch.setattr(separating, broken, _fail)
            assert post(staff, f"/anfragen/{second}/trennen", path).status_code == 500
        assert services.work.merged(first) == [second]
        assert services.consultations.get(second).state is RequestState.CLOSED
        assert len(services.threads.messages(second, public_only=True)) == 1
    post(staff, f"/anfragen/{second}/trennen", path)
    assert services.work.merged(first) == []
    assert services.consultations.get(second).state is RequestState.RECEIVED
    assert len(services.threads.messages(second, public_only=True)) == 2


def test_a_merge_that_fails_changes_nothing_and_can_be_tried_again(
    staff: TestClient, rig: DeskRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = rig.add_request("a").reference, rig.add_request("b").reference
    path, services = f"/anfragen/{first}", rig.services
    for broken in ("add_from_office", "set_state"):
        with monkeypatch.context() as patch:
            patch.setattr(merging, broken, _fail)
            tried = post(staff, f"{path}/zusammenfuehren", path, other=second, tell="ja")
            assert tried.status_code == 500
        assert services.work.merged(first) == []
        assert services.consultations.get(second).state is RequestState.RECEIVED
        assert services.threads.messages(second) == []
    post(staff, f"{path}/zusammenfuehren", path, other=second, tell="ja")
    assert services.work.merged(first) == [second]
    assert services.consultations.get(second).state is RequestState.CLOSED
    assert len(services.threads.messages(second, public_only=True)) == 1


def test_what_is_open_opens_the_settled_one_it_is_merged_into(
    staff: TestClient, rig: DeskRig
) -> None:
    rig.moment -= timedelta(days=14)
    settled = rig.add_request("a").reference
    rig.moment += timedelta(days=14)
    late = rig.add_request("b").reference
    path, services = f"/anfragen/{settled}", rig.services
    services.consultations.change_state(settled, RequestState.CLOSED, "kim")
    for _ in range(2):
        # Twice is once: the person is told once.
        post(staff, f"{path}/zusammenfuehren", path, other=late, tell="ja")
    states = [services.consultations.get(name).state for name in (settled, late)]
    assert states == [RequestState.IN_PROGRESS, RequestState.CLOSED]
    assert len(services.threads.messages(late)) == 1
    answer_by = [services.consultations.get(name).answer_by for name in (settled, late)]
    assert answer_by[0] == answer_by[1]


def test_what_was_opened_again_is_closed_by_the_same_merge(staff: TestClient, rig: DeskRig) -> None:
    first, second = rig.add_request("a").reference, rig.add_request("b").reference
    path, services = f"/anfragen/{first}", rig.services
    post(staff, f"{path}/zusammenfuehren", path, other=second)
    services.consultations.change_state(second, RequestState.IN_PROGRESS, "kim")
    services.consultations.change_state(first, RequestState.CLOSED, "kim")
    post(staff, f"{path}/zusammenfuehren", path, other=second)
    states = [services.consultations.get(name).state for name in (first, second)]
    assert states == [RequestState.IN_PROGRESS, RequestState.CLOSED]


def test_nothing_is_merged_into_what_is_withdrawn_or_erased(
    staff: TestClient, rig: DeskRig
) -> None:
    gone, erased, late = [rig.add_request(key).reference for key in "abc"]
    rig.services.consultations.change_state(gone, RequestState.WITHDRAWN, "kim")
    rig.services.erasures.erase(erased, ErasureReason.OFFICE, "kim")
    for name in (gone, erased):
        path = f"/anfragen/{name}/zusammenfuehren"
        refused = post(staff, path, path, other=late, tell="ja")
        assert refused.status_code == 422
        assert "zurückgezogen oder gelöscht" in refused.text
    assert rig.services.consultations.get(late).state is RequestState.RECEIVED


def _fail(*_: object, **__: object) -> None:
    raise OSError("disk")


def test_separating_gives_back_the_state_of_before(staff: TestClient, rig: DeskRig) -> None:
    target, other, closed, erased, twice = [rig.add_request(key).reference for key in "abcde"]
    path = f"/anfragen/{target}"
    rig.services.consultations.change_state(closed, RequestState.CLOSED, "kim")
    rig.services.consultations.change_state(twice, RequestState.ANSWERED, "kim")
    post(staff, f"/anfragen/{other}/zusammenfuehren", path, other=twice)
    for number in (closed, erased, twice):
        post(staff, f"{path}/zusammenfuehren", path, other=number, tell="ja")
    rig.services.erasures.erase(erased, ErasureReason.OFFICE, "kim")
    before = rig.services.consultations.get(erased).state
    for number in (closed, erased, twice):
        post(staff, f"/anfragen/{number}/trennen", path)
    states = [rig.services.consultations.get(n).state for n in (closed, erased, twice)]
    assert states == [RequestState.CLOSED, before, RequestState.ANSWERED]
    assert rig.services.work.merged(target) == []


def test_merging_the_other_way_round_and_what_cannot_be(staff: TestClient, rig: DeskRig) -> None:
    first, second = rig.add_request("a").reference, rig.add_request("b").reference
    path = f"/anfragen/{first}/zusammenfuehren"
    for wrong, said in (
        ("", "keine Nummer"),
        ("IJ-2026-9999", "gibt es nicht"),
        (first, "nicht zusammenführen"),
        ("<b>", "keine Nummer"),
    ):
        refused = post(staff, path, path, other=wrong)
        assert refused.status_code == 422
        assert said in refused.text
    done = post(staff, path, path, other=second, direction="away")
    assert done.headers["location"] == f"/anfragen/{second}#zusammengefuehrt"
    assert rig.services.work.of(first).merged_into == second


def test_a_person_is_erased_with_preview_and_receipt(staff: TestClient, rig: DeskRig) -> None:
    names = [rig.add_request(key, email="e@example.org").reference for key in "abc"]
    path = f"/anfragen/{names[0]}/loeschen"
    page = staff.get(path).text
    assert all(name in page for name in names)
    assert "Angaben (Anfrage und Nachrichten): 1" in page
    assert "Anhänge" not in page
    done = post(staff, path, path, **{f"auch-{names[1]}": "ja", "auch-IJ-2026-9999": "ja"})
    assert done.text.count("Quittung IJ-") == 2
    assert rig.services.consultations.get(names[0]).is_erased
    assert rig.services.consultations.get(names[1]).is_erased
    assert not rig.services.consultations.get(names[2]).is_erased
    assert "Quittung" in staff.get(path).text
    page = staff.get(f"/anfragen/{names[0]}").text
    assert "wurden gelöscht" in page
    assert "e@example.org" not in page
    csrf = hidden(page)
    for change in ("notiz", "antwort", "entwurf"):
        form = {"csrf": csrf, "text": "x", "kind": "note", "channel": "email"}
        late = staff.post(f"/anfragen/{names[0]}/{change}", data=form, headers=ORIGIN)
        assert late.status_code == 410, change


def test_a_person_gets_everything_that_is_stored(staff: TestClient, rig: DeskRig) -> None:
    names = [rig.add_request(key, email="e@example.org").reference for key in "ab"]
    path = f"/anfragen/{names[0]}"
    sent = post(staff, f"{path}/auskunft", path)
    assert set(json.loads(sent.content)) == set(names)
    assert "Auskunft erstellt" in staff.get(f"/anfragen/{names[1]}").text


@dataclass
class OneFolder:
    """A mailbox in memory that can be switched off."""

    uid_validity = 7
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    error: str = ""

    @contextmanager
    def open(self, _folder: str) -> Iterator[OneFolder]:
        if self.error:
            raise MailboxUnavailableError(self.error)
        yield self

    def uids(self, _since: date, *, unread_only: bool = False) -> list[int]:
        return sorted(uid for uid in self.mails if not unread_only or uid not in self.seen)

    def size(self, uid: int) -> int:
        if uid not in self.mails:
            raise MailboxUnavailableError("mail_missing")
        return len(self.mails[uid])

    def read(self, uid: int, limit: int) -> bytes:
        return self.mails[uid][:limit]

    def mark_seen(self, uid: int) -> None:
        self.seen.add(uid)

    def delete(self, uids: list[int]) -> None:
        for uid in uids:
            self.mails.pop(uid)


@dataclass
class MailDesk:
    """A desk with a mailbox in which two mails lie that name no request."""

    rig: DeskRig
    folder: OneFolder
    worker: InboxWorker
    client: TestClient


@pytest.fixture
def mail_desk(rig: DeskRig) -> MailDesk:
    folder, checks = OneFolder(), MailboxChecks(rig.engine)
    for uid in (1, 2):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "neu@example.org", f"Frage {uid} <b>"
        mail["Message-ID"] = f"<{uid}@mail.example>"
        mail.set_content(f"Guten Tag, Text {uid}")
        folder.mails[uid] = mail.as_bytes()
    store = SqlInboxStore(rig.engine, lambda _: date(2026, 12, 1))
    worker = InboxWorker(
        folder,
        ["INBOX"],
        store,
        rig.services.attachments,
        lambda: rig.moment,
        correspondents=Correspondents("lotse@ija.example", frozenset()),
        keep_days=30,
        checks=checks,
    )
    services = replace(rig.services, mailbox=DeskMailbox(worker, store, checks))
    client = TestClient(create_app(services), URL, follow_redirects=False)
    log_in(client, rig.start_password)
    return MailDesk(rig, folder, worker, client)


def sort(desk: MailDesk, number: int, **fields: str) -> int:
    place = {"folder": "INBOX", "uid_validity": "7", "uid": str(number), **fields}
    answer = post(desk.client, "/posteingang", "/posteingang", **place)
    return int(answer.status_code)


def test_a_mail_without_a_request_is_put_into_a_thread(mail_desk: MailDesk) -> None:
    rig, client = mail_desk.rig, mail_desk.client
    reference = rig.add_request("k").reference
    assert mail_desk.worker.fetch_new()[Outcome.UNMATCHED] == 2
    assert "2 Mails gehören noch zu keiner Anfrage" in client.get("/anfragen").text
    page = client.get("/posteingang").text
    assert "Frage 1 &lt;b&gt;" in page
    assert "Guten Tag, Text 2" in page
    assert sort(mail_desk, 1, reference="quatsch") == 422
    assert sort(mail_desk, 1, reference="IJ-2026-9999") == 422
    assert sort(mail_desk, 1, reference=reference) == 303
    (message,) = rig.services.threads.messages(reference)
    assert (message.author, message.text) == (Author.PERSON, "Guten Tag, Text 1")
    assert mail_desk.folder.seen == {1}
    assert sort(mail_desk, 1, reference=reference) == 409
    assert sort(mail_desk, 2, action="discard") == 303
    assert "Alle Mails sind zugeordnet" in client.get("/posteingang").text
    assert mail_desk.worker.fetch_new() == {}
    assert len(rig.services.threads.messages(reference)) == 1


def test_a_mail_that_left_the_mailbox_can_only_be_put_aside(mail_desk: MailDesk) -> None:
    mail_desk.worker.fetch_new()
    reference = mail_desk.rig.add_request("k").reference
    del mail_desk.folder.mails[1]
    assert "Nicht mehr im Postfach" in mail_desk.client.get("/posteingang").text
    assert sort(mail_desk, 1, reference=reference) == 502
    assert sort(mail_desk, 1, action="discard") == 303
    for odd in ({"uid": "x"}, {"uid": "9" * 30}, {"uid_validity": ""}, {"uid": "²"}):
        assert sort(mail_desk, 1, **odd) == 400


def test_a_mailbox_that_does_not_answer_is_told(mail_desk: MailDesk) -> None:
    mail_desk.worker.fetch_new()
    mail_desk.folder.error = "login_failed"
    with pytest.raises(MailboxUnavailableError):
        mail_desk.worker.fetch_new()
    client = mail_desk.client
    assert "Postfach für Antworten ist nicht erreichbar" in client.get("/anfragen").text
    assert "antwortet nicht (login_failed)" in client.get("/posteingang").text
    body = client.get("/readyz").json()
    assert (body["status"], body["mailbox_error"]) == ("degraded", "login_failed")
    mail_desk.folder.error = ""
    mail_desk.worker.fetch_new()
    assert client.get("/readyz").json()["status"] == "ok"


def test_health_without_a_database(rig: DeskRig, app: Starlette) -> None:
    client = TestClient(app, URL, raise_server_exceptions=False)
    assert client.get("/readyz").json()["status"] == "ok"
    with rig.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE desk_searches RENAME TO gone")
    assert client.get("/healthz").status_code == 200
    broken = client.get("/readyz")
    assert (broken.status_code, broken.json()["status"]) == (503, "unavailable")


def test_places_are_checked(mail_desk: MailDesk) -> None:
    mailbox = mail_desk.client.app.state.services.mailbox  # type: ignore[attr-defined]
    mail_desk.worker.fetch_new()
    assert mailbox.place("INBOX", 7, 1) == MailPlace("INBOX", 7, 1)
    assert mailbox.place("INBOX", 8, 1) is None
