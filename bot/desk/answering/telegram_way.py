"""The way into a chat in Telegram that a request came from."""

from __future__ import annotations

from bot.channels.telegram.replies import TelegramReplies
from bot.desk.answering.chat_ways import ChatGoneError, WebChatWay


class TelegramWay:
    """Chats in Telegram: a notice with a link, or the answer itself where the person asked for it.

    Who answers in a conversation is kept where it is kept for the web, because Telegram's
    conversations are of the same kind.
    """

    def __init__(self, replies: TelegramReplies, conversations: WebChatWay) -> None:
        """Queue answers in ``replies``."""
        self._replies = replies
        self._conversations = conversations

    def exists(self, conversation: str) -> bool:
        """Tell whether the chat still waits for answers."""
        return self._replies.linked(conversation) is not None

    def say(self, conversation: str, text: str, author: str, key: str) -> None:
        """Queue the answer or the notice of it, once for each ``key``.

        Raises:
            ChatGoneError: the person has erased the chat.
        """
        linked = self._replies.linked(conversation)
        if linked is None:
            raise ChatGoneError
        self._replies.notify(linked, text, author, key)

    def is_human(self, conversation: str) -> bool:
        """Tell whether the assistant is silent because a person answers."""
        return self._conversations.is_human(conversation)

    def set_human(self, conversation: str, is_active: bool) -> None:
        """Silence the assistant, or let it speak again."""
        self._conversations.set_human(conversation, is_active)
