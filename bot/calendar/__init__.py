"""Deadlines, events and plans as calendar files and feeds."""
