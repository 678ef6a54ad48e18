"""Serves the trained model through Rasa's REST channel, and nothing else.

The parts are Rasa's own: agent, processor, tracker store, channel. Left out are the HTTP interface,
the other channels and the start-up code that loads them.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.core.logs import configure_logs

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import TrackerStore
    from rasa.utils.endpoints import EndpointConfig
    from sanic import Sanic

APP_NAME = "ija_lotse_core"
ROUTE = "/webhooks/"
KEEP_ALIVE_SECONDS = 120


def serve(model: Path, endpoints: Path, host: str, port: int) -> None:
    """Serve until the process is stopped. The stand-ins must be installed."""
    configure_logs()
    from rasa.utils.common import update_sanic_log_level

    app = create_app(model, endpoints)
    update_sanic_log_level()
    # One worker: the lock of a conversation lives in this process.
    app.run(host=host, port=port, workers=1, motd=False)


def create_app(model: Path, endpoints: Path) -> Sanic:
    """Return the web application; it loads the model before it accepts the first connection."""
    from rasa.core.channels.channel import register
    from rasa.core.channels.rest import RestInput
    from sanic import Sanic, response

    app = Sanic(APP_NAME, configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS

    @app.get("/")
    async def is_up(_request: Any) -> Any:
        return response.text("ok")

    async def load(running: Sanic, _loop: AbstractEventLoop) -> None:
        running.ctx.agent = load_agent(model, endpoints)

    app.register_listener(load, "before_server_start")
    register([RestInput()], app, route=ROUTE)
    return app


def load_agent(model: Path, endpoints: Path) -> Agent:
    """Return the agent with our tracker store and our action server."""
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import read_endpoint_config

    from bot.core.action_server import ActionServer, check_answers_quickly

    check_answers_quickly()
    return Agent.load(
        model,
        tracker_store=_tracker_store(read_endpoint_config(str(endpoints), "tracker_store")),
        action_endpoint=ActionServer.like(read_endpoint_config(str(endpoints), "action_endpoint")),
    )


def _tracker_store(config: EndpointConfig) -> TrackerStore:
    from rasa.core.tracker_store import create_tracker_store

    from bot.core.tracker_store import SqliteTrackerStore

    if config.kwargs.get("dialect") == "sqlite":
        return SqliteTrackerStore(Path(config.kwargs["db"]))
    return create_tracker_store(config)
