"""The conversation between a person and the office about a request."""
