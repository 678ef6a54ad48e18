"""Helps at once, in the person's own language if need be."""

from __future__ import annotations

from rasa_sdk import Action

from actions.base import SafeReply


class ActionHelpInEmergency(SafeReply, Action):
    """Tell the emergency numbers that fit."""
