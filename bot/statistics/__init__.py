"""Statistics of chats and requests for a period, without anything that could tell a person."""
