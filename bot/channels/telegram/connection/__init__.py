"""The connection with Telegram's servers."""
