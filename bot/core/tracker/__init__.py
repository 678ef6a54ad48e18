"""Conversations as the database keeps them, and what they are about."""
