"""Finds personal data by its pattern in what people write and masks it, before anyone stores it."""
