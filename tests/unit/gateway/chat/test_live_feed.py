from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from bot.consultations.errors import StoreUnavailableError
from bot.conversations.models import ChatState, HumanMode
from bot.gateway.chat.live_feed import LiveFeed


@pytest.mark.parametrize("failure", [StoreUnavailableError(), RuntimeError("broken")])
async def test_a_look_that_fails_is_not_the_last(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    monkeypatch.setattr("bot.gateway.chat.live_feed.LOOK_EVERY_SECONDS", 0.01)
    looks: list[Collection[str]] = []

    def read_states(conversations: Collection[str]) -> dict[str, ChatState]:
        looks.append(conversations)
        if len(looks) == 1:
            raise failure
        return {"a": ChatState(1, HumanMode.OFF)}

    feed = LiveFeed(read_states, max_streams=1, max_streams_per_chat=1)
    with feed.subscribed("a") as subscription:
        assert await subscription.news(1)  # every stream looks once, when it begins
        looking = asyncio.create_task(feed.look_for_ever())
        assert await subscription.news(5)
        looking.cancel()
    assert len(looks) >= 2
