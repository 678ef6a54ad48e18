"""Runs our actions in the process of the core instead of asking a server for each of them.

The call and the answer have the form that Rasa's action server has, so an action cannot tell the
difference. Why: docs/adr/0022-actions-in-the-core.md.
"""

from __future__ import annotations

import importlib
import json as json_format
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection as RejectionBySdk
from rasa_sdk.interfaces import ActionNotFoundException

PACKAGE = "actions"
_URL = "in-process"
_READY = "ready"


class LocalActions(EndpointConfig):  # type: ignore[misc]
    """Stands where Rasa expects the address of an action server."""

    def __init__(self, package: str = PACKAGE) -> None:
        """Find all actions of an importable package and let it prepare what all answers need.

        A package that cannot be imported ends the process, as an action server would.
        """
        # No action of ours reads the domain, which is larger than most conversations.
        super().__init__(_URL, enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        importlib.import_module(f"{package}.{_READY}").get_ready()

    async def request(self, *_: Any, json: dict[str, Any], **__: Any) -> dict[str, Any] | None:
        """Run the action that a call names and return its events and responses.

        Raises:
            ActionExecutionRejection: The action leaves the turn to another one.
            RasaException: There is no action of this name.
        """
        try:
            answer = await self._executor.run(json)
        except RejectionBySdk as rejected:
            raise ActionExecutionRejection(rejected.action_name, rejected.message) from rejected
        except ActionNotFoundException as missing:
            raise RasaException(str(missing)) from missing
        # As if it had come through a connection: Rasa changes it, and what stands in it may be
        # shared by all answers.
        answered: dict[str, Any] | None = json_format.loads(json_format.dumps(answer))
        return answered
