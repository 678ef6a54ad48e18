"""Einfache Sprache: measures a text and tells editors what makes it hard to read."""
