from __future__ import annotations

import asyncio
import io
import json
import logging
import re
from collections.abc import Callable

import pytest

from bot.logs.lines import FIELDS, JsonLines, TextLines
from bot.logs.request_id import new_request_id, request_id

Write = Callable[[], str]


@pytest.fixture(params=[JsonLines, TextLines])
def log(request: pytest.FixtureRequest) -> tuple[logging.Logger, Write]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    logger = logging.Logger("bot.example")
    logger.addHandler(handler)
    return logger, stream.getvalue


def test_a_line_is_one_object_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logger = logging.Logger("bot.example")
    logger.addHandler(handler)
    token = request_id.set("0123456789abcdef")
    try:
        logger.warning("mail %d\ngiven up", 7, extra={FIELDS: {"status": 503, "route": "/x"}})
    finally:
        request_id.reset(token)
    [line] = capsys.readouterr().err.splitlines()
    written = json.loads(line)
    assert written.pop("time").endswith("+00:00")
    assert written == {
        "level": "warning",
        "logger": "bot.example",
        "message": "mail 7\ngiven up",
        "request": "0123456789abcdef",
        "status": 503,
        "route": "/x",
    }


def test_an_exception_leaves_type_and_place_but_not_what_it_quotes(
    log: tuple[logging.Logger, Write],
) -> None:
    logger, written = log
    try:
        int("Erika Musterfrau")
    except ValueError:
        logger.exception("broken")
    assert "ValueError" in written()
    assert "test_lines.py:" in written()
    assert "Erika" not in written()


@pytest.mark.parametrize("given", ["0123456789abcdef", "9f86d081-884c-4d63-a1b2-0123456789ab"])
def test_the_id_of_a_proxy_is_kept(given: str) -> None:
    assert new_request_id(given) == given


@pytest.mark.parametrize("given", ["", "erika", "0" * 200, "0123456789abcde\n", "ä" * 16, "-" * 16])
def test_what_could_be_anything_else_is_replaced(given: str) -> None:
    made = new_request_id(given)
    assert made != given
    assert new_request_id(made) == made


async def _fail(said: str) -> None:
    raise ValueError(said)


def _fail_at_once(said: str) -> None:
    raise ValueError(said)


async def test_what_asyncio_says_of_an_error_quotes_nobody(
    log: tuple[logging.Logger, Write], monkeypatch: pytest.MonkeyPatch
) -> None:
    logger, written = log
    # Whichever loop runs, asyncio's or uvloop's, this is where it tells.
    monkeypatch.setattr(logging.getLogger("asyncio"), "handlers", logger.handlers)
    loop = asyncio.get_running_loop()
    task = loop.create_task(_fail("Erika Musterfrau"))
    await asyncio.wait([task])
    del task
    loop.call_soon(_fail_at_once, "Erika Musterfrau")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert "Task exception was never retrieved" in written()
    assert re.search("Exception in callback .*_fail_at_once", written())
    assert written().count("ValueError") == 2
    assert "Erika" not in written()
    assert len(written().splitlines()) == 2
