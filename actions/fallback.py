"""Asks back when several topics fit, and admits it when none does."""

from __future__ import annotations

from rasa_sdk import Action

from actions._base import SafeReply


class ActionClarify(SafeReply, Action):
    """Offer the questions that may be meant, unless the conversation tells which."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_clarify"


class ActionFallback(SafeReply, Action):
    """Admit that the message was not understood, unless the conversation tells what it means."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_fallback"


class ActionTellLimits(SafeReply, Action):
    """Say what the assistant is not there for, unless the conversation tells what is meant."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_tell_limits"
