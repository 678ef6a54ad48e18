"""Mails that are due and mails that came in, as the database keeps them."""
