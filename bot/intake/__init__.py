"""The consultation request in the chat: what is known already, what is asked, how it is read."""
