"""How the core talks to our action server: one kept connection, no needless load, quick checks."""

from __future__ import annotations

from typing import Any

import aiohttp
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from rasa.core.actions.action import RemoteAction
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import EndpointConfig

# Less than what the action server waits (bot/ops/environment.py): whoever closes a connection must
# be the one that would use it next, or a call meets a connection that is just being closed.
KEPT_SECONDS = 30.0
# What an action may want to know of a message besides its text; the ranking of the latest one
# stands in the tracker's ``latest_message``.
_KEPT_OF_PARSE_DATA = ("text", "intent", "entities")
# What it may want to know of what happened before the latest message: who said or did what.
_KEPT_OF_EARLIER_EVENTS = ("event", "timestamp", "name", "value", "text", "parse_data")
# These show or send what was said, with the cards and their sources.
_READING_BACK = frozenset({
    "action_ask_consultation_confirmation", "action_submit_consultation",
})  # fmt: skip


class ActionServer(EndpointConfig):  # type: ignore[misc]
    """Rasa's endpoint, but the connection stays open and what nobody reads is not sent."""

    _kept: aiohttp.ClientSession | None = None

    @classmethod
    def like(cls, endpoint: EndpointConfig) -> ActionServer:
        """Return the endpoint of ``endpoints.yml`` as one that keeps its connection."""
        return cls(endpoint.url, **endpoint.kwargs)

    async def request(self, *args: Any, **options: Any) -> Any:
        """Send a request."""
        if options.get("json"):
            options["json"] = slimmed(options["json"])
        return await super().request(*args, **options)

    def session(self) -> Any:
        """Return the one session; Rasa would open and close another for each call."""
        if self._kept is None or self._kept.closed:
            connector = aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS)
            self._kept = aiohttp.ClientSession(connector=connector)
        return _Borrowed(self._kept)

    async def close(self) -> None:
        """Close the connection."""
        if self._kept is not None:
            await self._kept.close()


def slimmed(call: dict[str, Any]) -> dict[str, Any]:
    """Return an action call in a size that does not matter.

    All events stay, but without the rankings of all topics that every message carries, and those
    of earlier turns also without cards, buttons and metadata, unless the action reads them back.
    """
    tracker = call.get("tracker") or {}
    events = tracker.get("events") or []
    heard = [index for index, event in enumerate(events) if event.get("event") == "user"]
    latest = heard[-1] if heard and call.get("next_action") not in _READING_BACK else 0
    slim = [_slim_event(event, is_earlier=index < latest) for index, event in enumerate(events)]
    return {**call, "tracker": {**tracker, "events": slim}}


def _slim_event(event: dict[str, Any], is_earlier: bool) -> dict[str, Any]:
    kept = _only(event, _KEPT_OF_EARLIER_EVENTS) if is_earlier else event
    parsed = kept.get("parse_data")
    return {**kept, "parse_data": _only(parsed, _KEPT_OF_PARSE_DATA)} if parsed else kept


def _only(values: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: values[key] for key in keys if key in values}


class _Borrowed:
    """A session that outlives the ``async with`` block of whoever uses it."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        return None


def check_answers_quickly() -> None:
    """Let Rasa check each answer of the action server in a thousandth of the time.

    Rasa checks its constant schema against the schema of schemas on every call, which takes longer
    than the rest of a turn, and then tries each event against every kind of event. Here an event
    meets the schema of its own kind only. What passes is the same; whatever does not pass goes to
    Rasa's own check, which raises Rasa's own error.
    """
    common = {key: value for key, value in EVENT_SCHEMA.items() if key != "oneOf"}
    by_kind = {
        schema["properties"]["event"]["const"]: Draft202012Validator({**common, "allOf": [schema]})
        for schema in EVENT_SCHEMA["oneOf"]
    }
    check = RemoteAction._validate_action_result

    def is_plain(result: Any) -> bool:
        events, responses = result.get("events", []), result.get("responses", [])
        return (
            isinstance(events, list)
            and isinstance(responses, list)
            and all(isinstance(response, dict) for response in responses)
            and all(by_kind[event["event"]].is_valid(event) for event in events)
        )

    def validate(action: RemoteAction, result: Any) -> bool:
        try:
            if is_plain(result):
                return True
        except (AttributeError, KeyError, TypeError):
            pass  # not even of the rough shape: the check below finds the words for it
        return bool(check(action, result))

    RemoteAction._validate_action_result = validate
