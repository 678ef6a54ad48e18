"""Emergencies in their conversation: whether one is meant, and what is asked after it."""
