"""Telegram as a channel: inbox, conversation, outbox, and the one client of the Bot API."""
