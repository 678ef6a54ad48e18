from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from benchmarks.redis_server import RedisServer, is_installed, running_redis


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """Return a real Redis server."""
    if not is_installed():
        if os.environ.get("CI") == "true":
            pytest.fail("CI must test Redis: install redis-server")
        pytest.skip("no redis-server found")
    with running_redis() as server:
        yield server
