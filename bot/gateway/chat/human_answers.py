"""What happens in a chat while a person of the office answers instead of the assistant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.channels.messages import BotMessage, Button
from bot.consultations.threads.chat_thread import ChatThreads
from bot.conversations.models import HumanMode
from bot.conversations.store import ConversationStore
from bot.texts import text

RESUME_PAYLOAD = "/resume_assistant"
"""Never reaches Rasa: the gateway lets the assistant answer again."""


class HumanAnswers:
    """The silence of the assistant. All methods may block and raise ``StoreUnavailableError``."""

    def __init__(
        self, store: ConversationStore, threads: ChatThreads, now: Callable[[], datetime]
    ) -> None:
        """Keep who answers in ``store`` and pass on to ``threads`` what the person says."""
        self._store = store
        self._threads = threads
        self._now = now

    def listens(self, conversation: str, mode: HumanMode) -> bool:
        """Return whether somebody of the office reads what is said here, as ``mode`` has it.

        Without a request nobody ever would: then the assistant answers again from now on.
        """
        if not mode.is_active:
            return False
        if self._threads.has_request(conversation):
            return True
        self._store.set_human(conversation, False, self._now())
        return False

    def take(self, conversation: str, said: str, key: str) -> list[BotMessage]:
        """Pass on what the person says; return what to say to it, mostly nothing."""
        if not self._threads.add(conversation, said, key):
            return [self.resume(conversation)]
        if self._store.tell_human_once(conversation):
            return [BotMessage(text("gateway.human_answers"), (_resume(),))]
        return []

    def is_active(self, conversation: str) -> bool:
        """Return whether a person of the office answers here."""
        return self._store.human_mode(conversation).is_active

    def resume(self, conversation: str) -> BotMessage:
        """Let the assistant answer again and return what it says to that."""
        self._store.set_human(conversation, False, self._now())
        return BotMessage(text("gateway.assistant_resumes"))

    def may_answer_later(self, conversation: str) -> bool:
        """Return whether an answer of the office can still come into this chat."""
        return self._threads.has_request(conversation)


def _resume() -> Button:
    return Button(text("gateway.resume_assistant"), RESUME_PAYLOAD)
