"""Which language a message is written in."""
