from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from bot.channels.messages import BotMessage, Button
from bot.channels.rasa_client import AssistantUnavailableError, FailureReason
from bot.conversations.models import Role
from bot.gateway.door.limits import Rate, RateLimiter
from bot.gateway.door.rate_limits import RateLimits
from bot.privacy.token_hash import token_hash
from tests.browser.rig import ANSWER, DEADLINES, EVIL, FACTS, RECEIPT, SUMMARY, TABLE
from tests.unit.gateway.gateway_rig import PUBLIC_URL, GatewayRig

OURS = {"Origin": PUBLIC_URL}


def post(client: TestClient, **fields: str) -> tuple[int, str]:
    """Send the form and follow to the page it leads to."""
    response = client.post("/chat", data=fields, headers=OURS)
    if response.status_code == 303:
        return 303, client.get(urlsplit(response.headers["location"]).path).text
    return response.status_code, response.text


def say(rig: GatewayRig, client: TestClient, card: dict[str, object]) -> str:
    content = {key: value for key, value in card.items() if key != "buttons"}
    rig.assistant.answers = [BotMessage(card=content)]
    status, page = post(client, text="Hallo")
    assert status == 303
    return page


def test_looking_at_the_page_stores_nothing(client: TestClient, rig: GatewayRig) -> None:
    response = client.get("/chat")
    assert response.status_code == 200
    assert "Computerprogramm (KI)" in response.text
    assert "set-cookie" not in response.headers
    with rig.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM chat_sessions").scalar() == 0


def test_a_question_and_its_answer_stay_on_the_page(client: TestClient, rig: GatewayRig) -> None:
    status, page = post(client, text="Gibt es <b>Geld</b>?")
    assert status == 303
    assert "Gibt es &lt;b&gt;Geld&lt;/b&gt;?" in page
    assert "Gern!" in page
    assert rig.assistant.last_text == "Gibt es <b>Geld</b>?"
    assert client.get("/chat").text == page


def test_the_address_leads_to_the_first_new_message(client: TestClient) -> None:
    response = client.post("/chat", data={"text": "Hallo"}, headers=OURS)
    anchor = response.headers["location"].partition("#")[2]
    assert f'id="{anchor}"' in client.get("/chat").text


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.post("/chat", data={"text": "Hallo"}, headers=OURS).headers["set-cookie"]
    assert cookie.startswith("ija_chat=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" not in cookie


def test_nobody_can_choose_the_session(client: TestClient, rig: GatewayRig) -> None:
    chosen = "von-mir-gewaehlt-0123456789"
    headers = {**OURS, "Cookie": f"ija_chat={chosen}"}
    response = client.post("/chat", data={"text": "Hallo"}, headers=headers)
    assert not rig.services.store.knows(token_hash(chosen))
    given = response.headers["set-cookie"].partition(";")[0].removeprefix("ija_chat=")
    assert given != chosen
    assert rig.services.store.knows(token_hash(given))


def test_a_button_works_once_it_was_shown(client: TestClient, rig: GatewayRig) -> None:
    _, page = post(client, text="Hallo")
    assert 'value="/choose_faq{&#34;faq_id&#34;: &#34;fristen&#34;}"' in page
    rig.assistant.answers = [BotMessage("Hier sind sie.")]
    status, page = post(client, payload='/choose_faq{"faq_id": "fristen"}')
    assert (status, rig.assistant.last_text) == (303, '/choose_faq{"faq_id": "fristen"}')
    assert "Fristen zeigen" in page
    assert 'name="payload" value="/choose_faq' not in page  # it was pressed


def test_a_button_that_was_never_shown_does_nothing(client: TestClient, rig: GatewayRig) -> None:
    status, page = post(client, payload="/restart")
    assert status == 422
    assert "Diese Auswahl steht nicht mehr zur Verfügung" in page
    assert rig.assistant.received == []


def test_a_message_that_cannot_be_taken_stays_in_the_field(
    client: TestClient, rig: GatewayRig
) -> None:
    for typed, why in (
        ("", "Bitte schreiben Sie zuerst eine Nachricht"),
        (" \n\t ", "Bitte schreiben Sie zuerst eine Nachricht"),
        ("x" * 2001, "zu lang"),
    ):
        status, page = post(client, text=typed)
        assert status == 422
        assert why in page
        assert typed.strip() in page
    assert rig.assistant.received == []


def test_without_the_assistant_the_page_says_so_and_names_the_form(
    client: TestClient, rig: GatewayRig
) -> None:
    rig.assistant.failure = AssistantUnavailableError(FailureReason.CONNECTION)
    status, page = post(client, text="Hallo?")
    assert status == 200
    assert "gerade nicht erreichbar" in page
    # Nobody has read it: it need not be typed again.
    assert "Hallo?</textarea>" in page
    assert 'href="/beratung"' in page
    assert "post@ija.example" in page


def test_whoever_comes_back_the_next_day_hears_that_the_conversation_is_over(
    client: TestClient, rig: GatewayRig
) -> None:
    post(client, text="Ich brauche Beratung")
    session = client.cookies["ija_chat"]
    rig.moment += timedelta(days=1)
    asked = rig.assistant.last_text
    status, page = post(client, text="20 Leute <b>")
    assert status == 404
    # What was meant for the old conversation is not answered in a new one.
    assert rig.assistant.last_text == asked
    assert "Eine angefangene Anfrage ist nicht gesendet" in page
    assert "20 Leute &lt;b&gt;" in page
    assert "ija_chat" not in client.cookies
    status, page = post(client, text="20 Leute")
    assert status == 303
    assert "Eine angefangene Anfrage" not in page
    assert client.cookies["ija_chat"] != session


def test_whoever_only_looks_the_next_day_hears_it_once(client: TestClient, rig: GatewayRig) -> None:
    post(client, text="Ich brauche Beratung")
    rig.moment += timedelta(days=1)
    page = client.get("/chat")
    assert page.status_code == 200
    assert "Das letzte Gespräch ist zu Ende" in page.text
    assert "Gern!" not in page.text
    assert "Das letzte Gespräch" not in client.get("/chat").text


def test_start_over_deletes_the_conversation(client: TestClient, rig: GatewayRig) -> None:
    post(client, text="Hallo")
    session = client.cookies["ija_chat"]
    status, page = post(client, neu="ja")
    assert status == 303
    assert "Gern!" not in page
    assert not rig.services.store.knows(token_hash(session))
    assert "ija_chat" not in client.cookies


def test_an_answer_can_be_rated_with_a_reason(client: TestClient, rig: GatewayRig) -> None:
    page = say(rig, client, ANSWER)
    number = re.search(r'name="nummer" value="(\d+)"', page)[1]  # type: ignore[index]
    _, page = post(client, nummer=number, urteil="not_helpful")
    assert "Woran lag es?" in page
    _, page = post(client, nummer=number, urteil="not_helpful", grund="outdated")
    assert "Danke für Ihre Rückmeldung" in page
    session = client.cookies["ija_chat"]
    [rated] = [m for m in rig.services.store.recall(session).messages if m.verdict is not None]
    counted = rig.services.figures.registry.get_sample_value
    assert counted("ija_chat_verdicts_total", {"verdict": "not_helpful"}) == 2
    assert (rated.number, rated.reason.value) == (int(number), "outdated")  # type: ignore[union-attr]


def test_a_made_up_rating_is_refused(client: TestClient) -> None:
    post(client, text="Hallo")
    for fields in (
        {"nummer": "1", "urteil": "vielleicht"},
        {"nummer": "999999", "urteil": "helpful"},
        {"nummer": "9" * 30, "urteil": "helpful"},
        {"nummer": "-1", "urteil": "helpful"},
        {"urteil": "helpful"},
        {"nummer": "1", "urteil": "not_helpful", "grund": "wetter"},
    ):
        assert post(client, **fields)[0] == 422, fields


def test_other_websites_cannot_speak_for_anybody(client: TestClient, rig: GatewayRig) -> None:
    for origin in ("https://boese.example", "null"):
        response = client.post("/chat", data={"text": "Hallo"}, headers={"Origin": origin})
        assert response.status_code == 403
    assert rig.assistant.received == []


def test_a_card_is_readable_without_javascript(client: TestClient, rig: GatewayRig) -> None:
    page = say(rig, client, ANSWER)
    assert "<strong>16 bis 60 Teilnehmende</strong>" in page
    assert 'href="/fragen/gruppengroesse"' in page
    assert "Stand: geprüft am 23.11.2026" in page
    assert "javascript:" not in page
    page = say(rig, client, DEADLINES)
    assert "12. Februar 2027, 12 Uhr" in page
    page = say(rig, client, {**FACTS, "links": FACTS["links"]})
    assert "nicht bestätigt" in page
    assert "&lt;b&gt;kein Markup&lt;/b&gt;" in page
    assert "javascript:" not in page
    page = say(rig, client, TABLE)
    assert "<caption>Vergleich: DFJW, DPJW</caption>" in page
    page = say(rig, client, SUMMARY)
    assert "anfrage@example.org" in page
    assert "IJ-2026-0042" in say(rig, client, RECEIPT)


def test_what_the_assistant_says_is_never_markup(client: TestClient, rig: GatewayRig) -> None:
    rig.assistant.answers = [BotMessage(EVIL, (Button(EVIL, '/x"><script>'),))]
    _, page = post(client, text="Hallo")
    assert "<img" not in page.partition("<main")[2]
    assert "<script>document" not in page


def test_a_person_of_the_office_is_recognisable(client: TestClient, rig: GatewayRig) -> None:
    post(client, text="Hallo")
    session = client.cookies["ija_chat"]
    rig.services.store.add_office_message(
        token_hash(session), "Guten Tag!", "Servicestelle", rig.moment
    )
    page = client.get("/chat").text
    assert "Servicestelle (ein Mensch)" in page
    assert rig.services.store.recall(session).messages[-1].role is Role.OFFICE


def test_too_many_messages_are_refused_with_the_time_to_wait(
    client: TestClient, rig: GatewayRig
) -> None:
    statuses = [client.post("/chat", data={"text": "x"}, headers=OURS) for _ in range(14)]
    refused = statuses[-1]
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "sehr viele Anfragen" in refused.text
    rig.seconds += 60
    assert client.post("/chat", data={"text": "x"}, headers=OURS).status_code == 303


def test_a_script_of_our_own_pages_goes_on_with_the_conversation(client: TestClient) -> None:
    post(client, text="Hallo")
    own = {**OURS, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    opened = client.post("/api/chat/sessions", content="{}", headers=own).json()
    assert opened["session"] == client.cookies["ija_chat"]
    assert "Hallo" in [m["message"].get("text") for m in opened["messages"]]


def test_the_page_goes_on_with_a_conversation_that_a_script_began(client: TestClient) -> None:
    own = {**OURS, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    session = client.post("/api/chat/sessions", content="{}", headers=own).json()["session"]
    client.post("/api/chat/messages", json={"text": "Moin"}, headers={**own, "X-Session": session})
    assert "Moin" in client.get("/chat").text


def test_a_website_that_embeds_the_chat_gets_a_session_of_its_own(client: TestClient) -> None:
    post(client, text="Hallo")
    before = client.cookies["ija_chat"]
    foreign = {**OURS, "Content-Type": "application/json"}
    response = client.post("/api/chat/sessions", content="{}", headers=foreign)
    assert response.json()["session"] != before
    assert "set-cookie" not in response.headers


def test_limits_can_be_narrow(client: TestClient, rig: GatewayRig) -> None:
    one = RateLimiter(Rate(burst=1, per_second=0.001), lambda: 0.0)
    fields = {**vars(rig.services.limits), "sessions_per_address": one}
    object.__setattr__(rig.services, "limits", RateLimits(**fields))
    assert post(client, text="eins")[0] == 303
    client.cookies.clear()
    assert post(client, text="zwei")[0] == 429


def test_headings_leave_no_level_out(client: TestClient) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", client.get("/chat").text)]
    assert levels[0] == 1
    assert len(levels) > 2
    assert set(levels[1:]) == {2}
