"""The request as it stands: its fields, the draft, what the person has seen of it."""
