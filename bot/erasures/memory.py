"""What happens outside of the database when something is erased: files go, the journal is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.consultations.errors import StoreUnavailableError
from bot.consultations.keys.references import read_reference
from bot.conversations.rasa_events import EventStore, rasa_events
from bot.erasures.journal import CHAT, REMINDER, REQUEST, ErasureJournal, note_reference
from bot.erasures.waiting import WaitingErasures, waiting_erasures
from bot.mail.folder_transport import erase_files
from bot.settings import Settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ErasedMemory:
    """Hooks for whoever erases in the database: for a reference after the commit, a chat before.

    ``missed`` hears of each reference or conversation that was erased and is missing in the
    journal; ``waiting`` keeps those that nothing else in our data could tell of later.
    """

    settings: Settings
    engine: Engine
    journal: ErasureJournal
    waiting: WaitingErasures
    events: EventStore
    missed: Callable[[str], None]

    def reference(self, reference: str) -> None:
        """Delete the mails filed under a reference and note that it was erased."""
        erase_files(self.settings.mail_folder, reference)
        try:
            note_reference(self.journal, self.engine, reference)
        except (OSError, StoreUnavailableError) as error:
            self._miss(REQUEST if read_reference(reference) else REMINDER, reference, error)

    def chat(self, conversation: str) -> None:
        """Delete what Rasa remembers of a conversation (its hash) and note it."""
        self.events.erase(conversation)
        try:
            self.journal.add(CHAT, conversation)
        except OSError as error:
            self._miss(CHAT, conversation, error)

    def _miss(self, kind: str, identifier: str, error: Exception) -> None:
        # The person's data is gone; only a backup could bring it back.
        logger.error("an erasure is missing in the journal: %s", type(error).__name__)
        self.missed(identifier)
        if kind == REQUEST:
            return
        try:
            self.waiting.keep(kind, identifier)
        except OSError as full:
            logger.error("an erasure is kept nowhere: %s", type(full).__name__)


def erased_memory(
    settings: Settings,
    engine: Engine,
    clock: Callable[[], datetime],
    missed: Callable[[str], None] = lambda _: None,
) -> ErasedMemory:
    """Return the hooks for an installation; a service that misses something has its log."""
    return ErasedMemory(
        settings,
        engine,
        ErasureJournal(settings.erasure_journal, clock),
        waiting_erasures(settings, clock),
        rasa_events(settings.scale.tracker_url),
        missed,
    )
