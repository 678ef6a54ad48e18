"""The processes that serve a model, and how they handle a message."""
