"""The pieces of a message: greeting, parts, questions, what a long one asks."""
