"""Answers about deadlines and events in a conversation."""
