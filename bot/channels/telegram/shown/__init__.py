"""What Telegram shows: cards, keyboards, formatted and split texts."""
