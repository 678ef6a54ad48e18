"""Rückwärtsplaner: from the first day of a journey back to every step before it."""
