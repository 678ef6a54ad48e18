"""Serves the trained model through Rasa's REST channel, and nothing else.

The parts are Rasa's own: agent, processor, tracker store, channel. Left out are the HTTP interface,
the other channels and the start-up code that loads them.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.core.logs import configure_logs, leave_words_out
from bot.core.serving.workers import WAITING_CONNECTIONS, run_workers, wanted_workers

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import TrackerStore
    from rasa.utils.endpoints import EndpointConfig
    from sanic import Sanic

logger = logging.getLogger(__name__)

APP_NAME = "ija_lotse_core"
MAX_ID_CHARACTERS = 36
ROUTE = "/webhooks/"
MODEL_ROUTE = "/model"
# So long has somebody who is connected when a worker ends to send the message.
ASKING_SECONDS = 1.0
# Any sentences: parsing them loads what the first message of a person would have to wait for, a
# country's name the words around it, the second one a language that is written in other letters.
WARM_UPS = ("Guten Tag aus Polen", "Добрий день")


def serve(
    model: Path,
    endpoints: Path,
    server: socket.socket,
    on_start: Callable[[], None],
    at_most: int,
) -> int:
    """Serve at a bound socket until the process is stopped and return the exit code.

    The stand-ins must be there. ``on_start`` is called when messages are accepted. There are
    ``at_most`` so many workers, fewer if there are fewer cores.
    """
    configure_logs()
    leave_words_out()
    from rasa.utils.common import update_sanic_log_level

    agent = load_agent(model, endpoints)
    asyncio.run(_warm_up(agent))
    app = create_app(agent)
    update_sanic_log_level()

    def work(server: socket.socket) -> None:
        async def lengthen_queue(*_: Any) -> None:
            server.listen(WAITING_CONNECTIONS)

        async def finish(_app: Any, loop: asyncio.AbstractEventLoop) -> None:
            # Who comes from now on finds the next generation at the same address.
            loop.remove_reader(server.fileno())
            await _answer_accepted()

        app.register_listener(lengthen_queue, "after_server_start")
        app.register_listener(finish, "before_server_stop")
        # The backlog is also how many connections a worker accepts at a time: a worker that takes
        # all that wait would let people wait while the other one is idle.
        app.run(sock=server, backlog=1, workers=1, motd=False)

    return run_workers(wanted_workers(at_most), server, work, on_start)


async def _answer_accepted() -> None:
    """Wait for who is connected and has not asked yet: Sanic would close that connection."""
    until = time.monotonic() + ASKING_SECONDS
    while (left := until - time.monotonic()) > 0:
        connected = asyncio.all_tasks() - {asyncio.current_task()}
        if not connected:
            return
        await asyncio.wait(connected, timeout=left)


async def _warm_up(agent: Agent) -> None:
    for sentence in WARM_UPS:
        await agent.parse_message(sentence)


def create_app(agent: Agent) -> Sanic:
    """Return the web application: Rasa's REST channel, and addresses to ask how it is."""
    from rasa.core.channels.channel import register
    from rasa.core.channels.rest import RestInput
    from sanic import Sanic, response

    app = Sanic(APP_NAME, configure_logging=False)
    # uvloop accepts all connections that wait, asyncio's own loop as many as it is told.
    app.config.USE_UVLOOP = False
    app.ctx.agent = agent

    async def close_afterwards(request: Any) -> None:
        request.ctx.started = time.perf_counter()
        # So that the next message finds the worker that is idle. (No setting does that.)
        request.stream.keep_alive = False

    async def note(request: Any, answer: Any) -> None:
        # Which turn it was, how it went and for how long; nothing of what was said.
        if request.path.startswith(ROUTE):
            turn = request.headers.get("x-request-id", "")[:MAX_ID_CHARACTERS]
            took_ms = (time.perf_counter() - request.ctx.started) * 1000
            logger.info("turn request=%s status=%d ms=%.0f", turn, answer.status, took_ms)

    async def is_up(_request: Any) -> Any:
        return response.text("ok")

    async def model(_request: Any) -> Any:
        # For the doctor: a new model that was refused is seen nowhere else but in the log.
        return response.text(agent.processor.model_filename)

    app.register_middleware(close_afterwards, "request")
    app.register_middleware(note, "response")
    app.add_route(is_up, "/")
    app.add_route(model, MODEL_ROUTE)
    register([RestInput()], app, route=ROUTE)
    return app


def load_agent(model: Path, endpoints: Path) -> Agent:
    """Return the agent with our tracker store and our actions."""
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import read_endpoint_config

    from bot.core.serving.action_answers import check_answers_quickly
    from bot.core.serving.local_actions import LocalActions
    from bot.core.serving.processing import process_quickly
    from bot.core.tracker.stored_domain import read_stored_domain_once

    check_answers_quickly()
    process_quickly()
    read_stored_domain_once()
    return Agent.load(
        model,
        tracker_store=open_tracker_store(read_endpoint_config(str(endpoints), "tracker_store")),
        action_endpoint=LocalActions(),
    )


def open_tracker_store(config: EndpointConfig) -> TrackerStore:
    """Return the store of conversations that an endpoint names; a file is there from now on."""
    from rasa.core.tracker_store import create_tracker_store

    from bot.core.tracker.tracker_store import SqliteTrackerStore

    if config.kwargs.get("dialect") == "postgresql":
        from bot.core.tracker.postgres_tracker_store import PostgresTrackerStore

        return PostgresTrackerStore(config.url)
    if config.kwargs.get("dialect") == "sqlite":
        store = SqliteTrackerStore(Path(config.kwargs["db"]))
        store.prepare()
        return store
    return create_tracker_store(config)
