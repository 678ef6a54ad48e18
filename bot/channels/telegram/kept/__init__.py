"""What the channel keeps: chats, what came in, what has to go out."""
