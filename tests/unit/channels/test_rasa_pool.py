from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bot.channels.rasa_client import AssistantUnavailableError, FailureReason, RasaClient
from bot.channels.rasa_pool import REST_SECONDS, RasaPool, open_assistant
from tests.unit.channels.fake_rasa import FakeRasa, running_fake_rasa

NOBODY = "http://127.0.0.1:1"


@pytest.fixture
def cores() -> Iterator[list[FakeRasa]]:
    with ExitStack() as stack:
        yield [stack.enter_context(running_fake_rasa()) for _ in range(2)]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def pool(*urls: str, clock: Clock | None = None) -> RasaPool:
    return RasaPool({url: RasaClient(url, 2) for url in urls}, clock or Clock())


async def test_a_conversation_stays_with_its_core_and_all_cores_have_some(
    cores: list[FakeRasa],
) -> None:
    spread = pool(*(core.url for core in cores))
    for _ in range(2):
        for number in range(20):
            await spread.send(f"s{number}", "Hallo", {})
    places = [Counter(body["sender"] for body in core.received) for core in cores]
    assert all(places)
    assert not places[0].keys() & places[1].keys()


async def test_every_gateway_finds_the_same_core(cores: list[FakeRasa]) -> None:
    urls = [core.url for core in cores]
    await pool(*urls).send("s", "eins", {})
    await pool(*reversed(urls)).send("s", "zwei", {})
    assert sorted(len(core.received) for core in cores) == [0, 2]


async def test_another_core_takes_over_when_one_is_gone(cores: list[FakeRasa]) -> None:
    clock = Clock()
    spread = pool(cores[0].url, NOBODY, clock=clock)
    for number in range(20):
        assert await spread.send(f"s{number}", "Hallo", {})
    assert len(cores[0].received) == 20
    assert await spread.is_up()


async def test_a_core_that_is_back_gets_its_conversations_again(cores: list[FakeRasa]) -> None:
    clock = Clock()

    class Stumbling(RasaClient):
        is_gone = True

        async def send(self, *arguments: object) -> list:  # type: ignore[override]
            if self.is_gone:
                raise AssistantUnavailableError(FailureReason.CONNECTION)
            return await super().send(*arguments)  # type: ignore[arg-type]

    first = Stumbling(cores[0].url, 2)
    spread = RasaPool({cores[0].url: first, cores[1].url: RasaClient(cores[1].url, 2)}, clock)
    for number in range(20):
        await spread.send(f"s{number}", "Hallo", {})
    assert len(cores[1].received) == 20
    first.is_gone = False
    clock.now = REST_SECONDS + 1
    for number in range(20):
        await spread.send(f"s{number}", "Hallo", {})
    assert cores[0].received


async def test_a_slow_core_keeps_its_message(cores: list[FakeRasa]) -> None:
    for core in cores:
        core.hangs = True
    spread = RasaPool({core.url: RasaClient(core.url, 0.3) for core in cores}, Clock())
    with pytest.raises(AssistantUnavailableError) as caught:
        await spread.send("s", "Hallo", {})
    assert caught.value.reason is FailureReason.TIMEOUT
    assert sum(len(core.received) for core in cores) == 1


async def test_no_core_at_all_is_said() -> None:
    spread = pool(NOBODY, "http://127.0.0.1:2")
    with pytest.raises(AssistantUnavailableError):
        await spread.send("s", "Hallo", {})
    assert not await spread.is_up()
    await spread.aclose()


def test_one_core_needs_no_pool() -> None:
    assert isinstance(open_assistant([NOBODY], 1, Clock()), RasaClient)
    assert isinstance(open_assistant([NOBODY, "http://127.0.0.1:2"], 1, Clock()), RasaPool)
