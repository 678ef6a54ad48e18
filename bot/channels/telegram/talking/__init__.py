"""What the bot does about a message, a command or a button."""
