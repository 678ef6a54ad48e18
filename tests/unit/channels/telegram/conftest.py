"""Rigs of the Telegram channel."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from bot.settings import Settings
from tests.unit.channels.fake_rasa import FakeRasa, running_fake_rasa
from tests.unit.channels.telegram.fake_telegram import FakeTelegram, running_fake_telegram
from tests.unit.channels.telegram.telegram_rig import Rig, settings_for


@pytest.fixture(scope="module", autouse=True)
def _texts_are_parsed_once() -> Iterator[None]:
    """Remember parsed YAML: each start of the channel reads the same texts of the office."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "safe_load", lru_cache(maxsize=64)(yaml.safe_load))
        yield


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    """Return a Telegram that answers."""
    with running_fake_telegram() as fake:
        yield fake


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    """Return a Rasa that answers."""
    with running_fake_rasa() as fake:
        yield fake


@pytest.fixture
async def rig(tmp_path: Path, telegram: FakeTelegram, rasa: FakeRasa) -> AsyncIterator[Rig]:
    """Return the channel on SQLite."""
    rig = Rig(settings_for(tmp_path, telegram.url, rasa.url), telegram)
    yield rig
    await rig.stop()


@pytest.fixture
async def any_rig(
    tmp_path: Path, telegram: FakeTelegram, rasa: FakeRasa, database_url: str
) -> AsyncIterator[Rig]:
    """Return the channel once on each kind of database."""
    rig = Rig(settings_for(tmp_path, telegram.url, rasa.url, database_url), telegram)
    yield rig
    await rig.stop()


@pytest.fixture(scope="module")
def shared_rasa() -> Iterator[FakeRasa]:
    """Return a Rasa for the tests of a module that leave nothing behind."""
    with running_fake_rasa() as fake:
        yield fake


@pytest.fixture(scope="module")
def _shared_parts(
    tmp_path_factory: pytest.TempPathFactory, shared_rasa: FakeRasa
) -> Iterator[tuple[Settings, FakeTelegram]]:
    with running_fake_telegram() as fake:
        folder = tmp_path_factory.mktemp("shared")
        yield settings_for(folder, fake.url, shared_rasa.url), fake


@pytest.fixture
async def shared_rig(
    _shared_parts: tuple[Settings, FakeTelegram], request: pytest.FixtureRequest
) -> AsyncIterator[Rig]:
    """Return the channel on a database that the tests of a module share."""
    settings, fake = _shared_parts
    rig = Rig(settings, fake)
    # Each test has numbers of its own.
    rig.update_id = 1_000_000 + 1000 * request.session.items.index(request.node)
    yield rig
    await rig.stop()
