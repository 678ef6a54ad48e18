"""Deadlines as people see them: words and cards, as certain as the display rule allows."""
