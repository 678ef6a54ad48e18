"""Thin adapter between Rasa and the services in ``bot``: read the tracker, call one, respond."""
