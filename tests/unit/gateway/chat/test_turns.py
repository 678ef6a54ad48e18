from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from bot.conversations.outcome import Outcomes
from bot.gateway.app import create_app
from bot.gateway.chat.turns import TurnRefusedError, Turns
from bot.metrics.figures import Figures
from bot.settings import LoadSettings
from tests.unit.gateway.gateway_rig import JSON, PUBLIC_URL, FakeAssistant, GatewayRig


class SlowAssistant(FakeAssistant):
    """Answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.free = asyncio.Event()

    async def send(self, *arguments):  # type: ignore[no-untyped-def]
        await self.free.wait()
        return await super().send(*arguments)


def turns(at_once: int = 1, waiting: int = 1, seconds: float = 5) -> tuple[Turns, Figures]:
    figures = Figures()
    return Turns(LoadSettings(at_once, waiting, seconds), figures, Outcomes({})), figures


async def test_places_are_given_in_order_and_the_line_has_an_end() -> None:
    gate, figures = turns()
    done: list[str] = []

    async def turn(name: str, hold: asyncio.Event) -> None:
        async with gate.place("web"):
            await hold.wait()
            done.append(name)

    hold = asyncio.Event()
    first = asyncio.create_task(turn("first", hold))
    await asyncio.sleep(0)
    second = asyncio.create_task(turn("second", hold))
    await asyncio.sleep(0.01)
    with pytest.raises(TurnRefusedError) as refused:
        await turn("third", hold)
    assert refused.value.retry_after_seconds == 5
    hold.set()
    await asyncio.gather(first, second)
    assert done == ["first", "second"]
    value = figures.registry.get_sample_value
    assert value("ija_chat_refused_total", {"reason": "full"}) == 1
    assert value("ija_chat_turns_total", {"outcome": "overloaded", "channel": "web"}) == 1
    assert value("ija_chat_turns_total", {"outcome": "other", "channel": "web"}) == 2
    assert value("ija_chat_in_progress") == value("ija_chat_waiting") == 0


async def test_who_waits_too_long_is_told_and_leaves_the_line() -> None:
    gate, figures = turns(seconds=0.01)
    async with gate.place("web"):
        with pytest.raises(TurnRefusedError):
            async with gate.place("web"):
                pass
    async with gate.place("web") as turn:
        turn.answered([{"card": "answer", "faq_id": "x"}])
    value = figures.registry.get_sample_value
    assert value("ija_chat_refused_total", {"reason": "late"}) == 1
    assert value("ija_chat_turns_total", {"outcome": "answer", "channel": "web"}) == 1


async def test_a_turn_that_breaks_gives_its_place_back() -> None:
    gate, _ = turns(waiting=0)
    with pytest.raises(RuntimeError):
        async with gate.place("web"):
            raise RuntimeError
    async with gate.place("web"):
        pass


async def test_under_load_everybody_gets_an_answer_or_a_time_to_wait(tmp_path: Path) -> None:
    slow = SlowAssistant()
    rig = GatewayRig(tmp_path, assistant=slow)
    rig.services.chat._turns = Turns(LoadSettings(2, 3, 30), rig.services.figures, Outcomes({}))
    app = create_app(rig.services)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:
        sessions = []
        for _ in range(10):
            opened = await client.post("/api/chat/sessions", content="{}", headers=JSON)
            sessions.append(opened.json()["session"])

        async def say(session: str) -> httpx.Response:
            headers = {**JSON, "X-Session": session}
            return await client.post("/api/chat/messages", json={"text": "Hallo"}, headers=headers)

        waiting = [asyncio.create_task(say(session)) for session in sessions]
        done, _ = await asyncio.wait(waiting, timeout=30, return_when=asyncio.FIRST_COMPLETED)
        while len(done) < 5:
            await asyncio.sleep(0.01)
            done = {task for task in waiting if task.done()}
        slow.free.set()
        responses = await asyncio.gather(*waiting)
    refused = [response for response in responses if response.status_code == 503]
    answered = [response for response in responses if response.status_code == 200]
    assert (len(answered), len(refused)) == (5, 5)
    for response in refused:
        assert int(response.headers["retry-after"]) > 0
        assert response.json()["error"] == "overloaded"
        assert "noch einmal" in response.json()["message"]
    assert all(response.json()["messages"] for response in answered)
    rig.engine.dispose()


async def test_whoever_is_in_danger_is_helped_under_load_too(tmp_path: Path) -> None:
    rig = GatewayRig(tmp_path)
    gate, _ = turns(waiting=0)
    rig.services.chat._turns = gate
    async with gate.place("web"):
        session, _ = await rig.services.chat.open()
        [urgent] = await rig.services.chat.say(session, "Ich will nicht mehr leben")
        assert urgent.payload["text"] == "TelefonSeelsorge"
        with pytest.raises(TurnRefusedError):
            await rig.services.chat.say(session, "Was kostet das?")
    texts = [message.payload.get("text") for message in rig.services.store.recall(session).messages]
    assert "Was kostet das?" not in texts  # so that sending it again does not double it
    rig.engine.dispose()
