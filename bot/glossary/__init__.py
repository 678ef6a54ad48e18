"""Explains the abbreviations and terms of the field in plain words."""
