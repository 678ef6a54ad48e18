"""Answering, noting, drafts, text modules, the way back into the chat, and colleagues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.channels.telegram.handovers import Handover, SqlHandovers
from bot.consultations.models import Channel, ReplyChannel, RequestState
from bot.conversations.models import Role as ChatRole
from bot.conversations.store import ConversationStore
from bot.desk.answering.chat_answers import DeliveryState
from bot.desk.answering.drafts import DraftKind
from bot.privacy.token_hash import token_hash
from tests.unit.desk.desk_rig import ORIGIN, DeskRig, hidden, post, signed_in


def outbox(rig: DeskRig) -> list[str]:
    with rig.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT kind FROM outbox ORDER BY id").scalars())


def draft(rig: DeskRig, reference: str) -> str:
    found = rig.services.drafts.of(reference, DraftKind.ANSWER)
    return found[0].text if found else ""


def chat_request(rig: DeskRig) -> tuple[str, str, ConversationStore]:
    """Return the reference of a request from a chat, the chat's token and its store."""
    store = ConversationStore(rig.engine, rig.services.new_token)
    token = store.create(rig.moment)
    request = rig.add_request("chat", channel=Channel.WEB_CHAT, conversation=token_hash(token))
    return request.reference, token, store


def test_an_answer_by_mail_goes_out_and_settles_the_request(
    staff: TestClient, rig: DeskRig
) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    sent = post(staff, f"{path}/antwort", path, channel="email", text="Guten Tag,\r\nja. <b>🎉</b>")
    (message,) = rig.services.threads.messages(reference)
    assert sent.headers["location"] == f"{path}#nachricht-{message.number}"
    assert message.text == "Guten Tag,\nja. <b>🎉</b>"
    assert outbox(rig) == ["office_notice", "person_answer"]
    assert rig.services.consultations.get(reference).state is RequestState.ANSWERED
    assert rig.services.work.of(reference).assignee == "beratung"
    page = staff.get(path).text
    assert "ja. &lt;b&gt;🎉&lt;/b&gt;" in page
    assert draft(rig, reference) == ""


def test_a_double_click_sends_one_answer(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    page = staff.get(f"/anfragen/{reference}").text
    form = {name: hidden(page, name) for name in ("csrf", "version", "key")}
    form |= {"channel": "email", "text": "Ja."}
    for _ in range(3):
        sent = staff.post(f"/anfragen/{reference}/antwort", data=form, headers=ORIGIN)
        assert sent.status_code == 303
    assert outbox(rig) == ["office_notice", "person_answer"]


@pytest.mark.parametrize(
    ("state", "wanted"), [("", "answered"), ("in_progress", "in_progress"), ("closed", "closed")]
)
def test_the_state_after_an_answer_can_be_chosen(
    staff: TestClient, rig: DeskRig, state: str, wanted: str
) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    post(staff, f"{path}/antwort", path, channel="email", text="Ja.", afterwards=state)
    assert rig.services.consultations.get(reference).state.value == wanted


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"channel": "email", "text": "  "}, "schreiben Sie zuerst etwas"),
        ({"channel": "email", "text": "x" * 20_001}, "zu lang"),
        ({"channel": "brieftaube", "text": "Ja."}, "wählen Sie, wie Sie antworten"),
        ({"text": "Ja."}, "wählen Sie, wie Sie antworten"),
        ({"channel": "chat", "text": "Ja."}, "nicht erreichbar"),
        ({"channel": "email", "text": "Bis {{frist}} und {{ Frist }}"}, "{{frist}}, {{ Frist }}"),
    ],
)
def test_what_cannot_be_sent_is_explained_and_kept(
    staff: TestClient, rig: DeskRig, fields: dict[str, str], said: str
) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    refused = post(staff, f"{path}/antwort", path, **fields)
    assert refused.status_code == 422
    assert said in refused.text
    assert rig.services.threads.messages(reference) == []
    assert draft(rig, reference).strip() == fields["text"][:20_000].strip()


def test_an_answer_into_the_chat_arrives_there_and_the_bot_can_be_silenced(
    staff: TestClient, rig: DeskRig
) -> None:
    reference, token, chats = chat_request(rig)
    path = f"/anfragen/{reference}"
    assert "Ich übernehme den Chat" in staff.get(path).text
    assert post(staff, f"{path}/mensch", path, active="ja").status_code == 303
    assert chats.human_mode(token_hash(token)).is_active
    assert "Der Lotse schweigt dort" in staff.get(path).text
    post(staff, f"{path}/antwort", path, channel="chat", text="Ich bin ein Mensch.")
    (shown,) = chats.recall(token).messages
    assert shown.role is ChatRole.OFFICE
    assert shown.payload["text"] == "Ich bin ein Mensch."
    assert "steht im Chat" in staff.get(path).text
    assert rig.services.chats.deliver_waiting() == 0
    assert len(chats.recall(token).messages) == 1
    post(staff, f"{path}/mensch", path, active="nein")
    assert not chats.human_mode(token_hash(token)).is_active


def test_an_answer_that_missed_the_chat_is_taken_there_later(rig: DeskRig) -> None:
    reference, token, chats = chat_request(rig)
    # As after a crash between the two: stored, and nobody has taken it to the chat.
    message = rig.services.threads.answer(reference, "Ja.", "beratung", "k", ReplyChannel.CHAT)
    assert rig.services.chats.states([message.number]) == {message.number: DeliveryState.WAITING}
    assert rig.services.chats.deliver_waiting() == 1
    assert [item.payload["text"] for item in chats.recall(token).messages] == ["Ja."]


def test_an_answer_into_a_chat_that_is_gone_says_so(staff: TestClient, rig: DeskRig) -> None:
    reference, token, chats = chat_request(rig)
    path = f"/anfragen/{reference}"
    page = staff.get(path).text
    chats.erase(token)
    form = {name: hidden(page, name) for name in ("csrf", "version", "key")}
    staff.post(f"{path}/antwort", data={**form, "channel": "chat", "text": "Ja."}, headers=ORIGIN)
    assert "Der Chat ist schon gelöscht" in staff.get(path).text
    refused = staff.post(f"{path}/mensch", data={**form, "active": "ja"}, headers=ORIGIN)
    assert refused.status_code == 409


def test_modules_are_filled_in_and_drafts_stay_on_the_server(
    staff: TestClient, rig: DeskRig
) -> None:
    rig.services.staff.rename("beratung", "Kim Beispiel")
    reference = rig.add_request("k", name="Erika").reference
    path = f"/anfragen/{reference}"
    page = post(
        staff,
        f"{path}/antwort",
        path,
        action="insert",
        module="frist",
        programme="dpjw",
        channel="email",
        text="::gruss\nmehr ::gibtesnicht",
    )
    assert page.status_code == 200
    written = draft(rig, reference)
    assert written.startswith("Freundliche Grüße\nKim Beispiel\n")
    assert "::gibtesnicht" in written
    assert "Fristen für Deutsch-Polnisches Jugendwerk" in written
    assert "Bitte prüfen Sie das aktuelle Datum" in written
    assert "{{" not in written
    assert "Entwurf gespeichert" in staff.get(path).text
    post(staff, f"{path}/antwort", path, action="discard")
    assert draft(rig, reference) == ""


def test_shortcuts_that_were_not_put_in_are_not_sent(staff: TestClient, rig: DeskRig) -> None:
    rig.services.staff.rename("beratung", "Kim Beispiel")
    reference = rig.add_request("k", name="Erika").reference
    path = f"/anfragen/{reference}"
    written = {"channel": "email", "text": "Gern, {{name}}.\n\n::gruss\n", "module": "frist"}
    page = post(staff, f"{path}/antwort", path, **written)
    assert "Noch nicht gesendet: Ihre Kürzel" in page.text
    assert rig.services.threads.messages(reference) == []
    filled = draft(rig, reference)
    assert filled.startswith("Gern, Erika.\n\nFreundliche Grüße\nKim Beispiel")
    # What was only chosen in the list is put in by its own button.
    assert "Fristen" not in filled
    sent = post(staff, f"{path}/antwort", path, channel="email", text=f"{filled}\n")
    assert sent.status_code == 303
    [message] = rig.services.threads.messages(reference)
    assert "::" not in message.text


def test_an_unknown_placeholder_stays_to_be_seen(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    fields = {"action": "insert", "module": "frist", "programme": "", "text": ""}
    page = post(staff, f"{path}/antwort", path, **fields)
    assert "{{programm}}" in draft(rig, reference)
    assert "ergänzen Sie noch von Hand: {{programm}}, {{frist}}" in page.text


@pytest.mark.parametrize(
    ("module", "gap"),
    [
        ("rueckfrage", "{{welche Angaben?}}"),
        ("termin", "{{welche Termine?}}"),
        ("verweis", "{{welche Stelle?}}"),
    ],
)
def test_a_gap_of_a_module_is_not_sent(
    staff: TestClient, rig: DeskRig, module: str, gap: str
) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    page = post(staff, f"{path}/antwort", path, action="insert", module=module, text="")
    assert f"ergänzen Sie noch von Hand: {gap}" in page.text
    text = draft(rig, reference)
    refused = post(staff, f"{path}/antwort", path, channel="email", text=text)
    assert refused.status_code == 422
    assert rig.services.threads.messages(reference) == []


def test_what_a_colleague_did_meanwhile_stops_the_answer_once(
    staff: TestClient, rig: DeskRig
) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    page = staff.get(path).text
    colleague = signed_in(rig, "robin", name="Robin Muster")
    post(colleague, f"{path}/notiz", path, text="Ich rufe an.")
    form = {name: hidden(page, name) for name in ("csrf", "version", "key")}
    form |= {"channel": "email", "text": "Mein langer Text."}
    stopped = staff.post(f"{path}/antwort", data=form, headers=ORIGIN)
    assert stopped.status_code == 409
    assert "Robin Muster: Interne Notiz" in stopped.text
    assert "Mein langer Text." in stopped.text
    assert outbox(rig) == ["office_notice"]
    form["version"] = hidden(stopped.text, "version")
    assert staff.post(f"{path}/antwort", data=form, headers=ORIGIN).status_code == 303
    assert outbox(rig) == ["office_notice", "person_answer"]


def test_work_of_a_colleague_is_not_overwritten(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    page = staff.get(path).text
    colleague = signed_in(rig, "robin")
    assert post(colleague, f"{path}/uebernehmen", path).status_code == 303
    form = {name: hidden(page, name) for name in ("csrf", "version")}
    form |= {"assignee": "beratung", "tags": "meins", "follow_up": "2026-12-24"}
    stopped = staff.post(f"{path}/bearbeitung", data=form, headers=ORIGIN)
    assert stopped.status_code == 409
    assert 'value="meins"' in stopped.text
    assert 'value="2026-12-24"' in stopped.text
    assert rig.services.work.of(reference).assignee == "robin"


def test_the_page_tells_who_else_is_here(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    version = hidden(staff.get(path).text, "version")
    colleague = signed_in(rig, "robin", name="Robin Muster")
    assert re.search(r'id="anwesend">\s*<strong>beratung', colleague.get(path).text)
    news = staff.get(f"{path}/stand?version={version}").json()
    assert (news["others"], news["changes"]) == (["Robin Muster"], [])
    post(colleague, f"{path}/notiz", path, text="x")
    news = staff.get(f"{path}/stand?version={version}").json()
    assert news["changes"] == ["Robin Muster: Interne Notiz oder ungeprüfte Mail"]
    assert staff.get(f"{path}/stand?version=%F0%9F%8E%89").status_code == 200


def test_drafts_of_colleagues_can_be_read(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    colleague = signed_in(rig, "robin", name="Robin Muster")
    fields = {"kind": "answer", "text": "Angefangen"}
    assert post(colleague, f"{path}/entwurf", path, **fields).status_code == 204
    page = staff.get(path).text
    assert "Robin Muster hat einen Entwurf" in page
    assert "Angefangen" in page
    assert post(staff, f"{path}/entwurf", path, kind="x", text="").status_code == 400


def test_a_note_stays_inside(staff: TestClient, rig: DeskRig) -> None:
    reference = rig.add_request("k").reference
    path = f"/anfragen/{reference}"
    assert post(staff, f"{path}/notiz", path, text="").status_code == 422
    post(staff, f"{path}/notiz", path, text="=cmd|<script>")
    assert rig.services.threads.messages(reference, public_only=True) == []
    assert outbox(rig) == ["office_notice"]
    assert "=cmd|&lt;script&gt;" in staff.get(path).text
    assert rig.services.consultations.get(reference).state is RequestState.RECEIVED


def test_an_answer_goes_back_into_telegram(tmp_path: Path, template: Path) -> None:
    rig = DeskRig.build(tmp_path, template, IJA_TELEGRAM_TOKEN=f"123456:{'A' * 35}")
    handovers = SqlHandovers(rig.engine)
    handovers.offer(7, "token", Handover({}, "chat-name"), rig.moment)
    reference = rig.add_request(
        "k", channel=Channel.TELEGRAM, conversation="chat-name", email=None, phone="0211 123456"
    ).reference
    assert handovers.use("token", reference, rig.moment) == 7
    client = signed_in(rig, "kim", name="Kim Beispiel")
    path = f"/anfragen/{reference}"
    assert "in Telegram" in client.get(path).text
    post(client, f"{path}/antwort", path, channel="telegram", text="Ja.")
    with rig.engine.connect() as connection:
        queued = connection.exec_driver_sql("SELECT chat_id FROM telegram_outbox").scalars().all()
    assert queued == [7]
    assert "steht im Chat" in client.get(path).text
    rig.engine.dispose()
