"""Addresses outside of the project, and how the findings are told."""
