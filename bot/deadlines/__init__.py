"""Deadlines and events: the office's rules, their status at a day, and German dates."""
