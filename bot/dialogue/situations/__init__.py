"""Situations and money: what decides the answer whatever else a message says."""
