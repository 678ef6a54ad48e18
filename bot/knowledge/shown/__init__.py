"""Entries as cards."""
