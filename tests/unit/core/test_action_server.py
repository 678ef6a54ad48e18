from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig

from bot.core.action_server import ActionServer, check_answers_quickly, slimmed
from bot.ops.environment import ACTIONS_KEEP_ALIVE_SECONDS

SLOT = {"event": "slot", "name": "last_topic", "value": None, "timestamp": None}
ACCEPTED = [
    {"events": [], "responses": []},
    {},
    {"events": [SLOT], "responses": [{"text": "Guten Tag", "buttons": []}]},
    {"events": [{**SLOT, "value": {"a": [1, "x"]}}]},
    {"events": [{"event": "active_loop", "timestamp": None, "name": None}]},
    {"events": [{"event": "followup", "name": "action_listen"}, SLOT]},
    {"events": [{**SLOT, "metadata": {"a": 1}}], "more": 1},
]
REFUSED = [
    None,
    [],
    "text",
    {"events": None},
    {"events": {}},
    {"events": ["slot"]},
    {"events": [{"name": "last_topic", "value": 1}]},
    {"events": [{"event": "unheard_of"}]},
    {"events": [{"event": ["slot"]}]},
    {"events": [{"event": "slot", "name": "last_topic"}]},
    {"events": [{**SLOT, "timestamp": "now"}]},
    {"events": [{**SLOT, "metadata": "x"}]},
    {"events": [{"event": "entities", "entities": [{"value": "x"}]}]},
    {"events": [SLOT], "responses": ["Guten Tag"]},
    {"events": [SLOT], "responses": {"text": "Guten Tag"}},
]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[..., bool], Callable[..., bool]]:
    """Rasa's own check and the quick one."""
    own = RemoteAction._validate_action_result
    monkeypatch.setattr(RemoteAction, "_validate_action_result", own)
    check_answers_quickly()
    return own, RemoteAction._validate_action_result


@pytest.mark.parametrize("answer", ACCEPTED)
def test_both_checks_accept(checks: Any, answer: Any) -> None:
    own, quick = checks
    action = RemoteAction("action_x", None)
    assert own(action, answer) is quick(action, answer) is True


@pytest.mark.parametrize("answer", REFUSED)
def test_both_checks_refuse_for_the_same_reason(checks: Any, answer: Any) -> None:
    messages = []
    for check in checks:
        with pytest.raises(ValidationError) as caught:
            check(RemoteAction("action_x", None), answer)
        messages.append(caught.value.message)
    assert messages[0] == messages[1]


def test_the_latest_turn_is_sent_without_ranking_and_earlier_ones_without_cards() -> None:
    parsed = {"text": "a", "intent": {"name": "faq"}, "entities": [], "intent_ranking": [1] * 99}
    kept = {"text": "a", "intent": {"name": "faq"}, "entities": []}
    heard = {"event": "user", "timestamp": 1.0, "text": "a", "parse_data": parsed}
    card = {"event": "bot", "text": "b", "data": {"custom": {"card": "answer"}}, "metadata": {}}
    answered = {"event": "bot", "text": "c", "data": {"buttons": [1]}}
    latest = {"text": "a", "understanding": {"topic": "x"}}
    events = [heard, card, SLOT, {**heard, "metadata": {"m": 1}}, answered]
    tracker = {"events": events, "latest_message": latest, "slots": {"s": 1}}
    call = {"next_action": "action_x", "tracker": tracker}
    slim = slimmed(call)
    assert slim["tracker"]["events"] == [
        {**heard, "parse_data": kept},
        {"event": "bot", "text": "b"},
        SLOT,
        {**heard, "parse_data": kept, "metadata": {"m": 1}},
        answered,
    ]
    assert slim["tracker"]["latest_message"] is latest
    assert {**slim, "tracker": {**slim["tracker"], "events": events}} == call
    assert parsed["intent_ranking"], "the tracker itself must stay as it is"


@pytest.mark.parametrize("call", [{}, {"tracker": {}}, {"tracker": {"events": [SLOT]}}])
def test_a_call_without_messages_stays(call: dict[str, Any]) -> None:
    assert slimmed(call)["tracker"].get("events") == (call.get("tracker") or {}).get("events", [])


async def test_calls_share_one_connection_and_arrive_slim() -> None:
    connections, bodies = set(), []

    async def answer(request: web.Request) -> web.Response:
        connections.add(request.transport.get_extra_info("peername"))
        bodies.append(await request.json())
        return web.json_response({"events": [], "responses": []})

    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app, keepalive_timeout=ACTIONS_KEEP_ALIVE_SECONDS)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server = ActionServer.like(
        EndpointConfig(f"http://127.0.0.1:{port}/webhook", enable_selective_domain=True)
    )
    call = {"tracker": {"events": [{"event": "user", "parse_data": {"text": "a", "more": 1}}]}}
    try:
        for _ in range(3):
            assert await server.request(json=call) == {"events": [], "responses": []}
        assert len(connections) == 1
        assert bodies[0]["tracker"]["events"][0]["parse_data"] == {"text": "a"}
        assert server.kwargs["enable_selective_domain"]
    finally:
        await server.close()
        await runner.cleanup()
