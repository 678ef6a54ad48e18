from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.redis_server import RedisServer, is_installed, running_redis


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """Return a real Redis server."""
    if not is_installed():
        pytest.skip("no redis-server found: install redis-server")
    with running_redis() as server:
        yield server
