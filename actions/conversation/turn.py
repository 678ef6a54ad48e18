"""What answering one message needs: where to utter, the conversation, the answers there are."""

from __future__ import annotations

from typing import NamedTuple

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.knowledge.catalogue import Catalogue


class Turn(NamedTuple):
    """One message of a person that is being answered."""

    dispatcher: CollectingDispatcher
    tracker: Tracker
    catalogue: Catalogue
