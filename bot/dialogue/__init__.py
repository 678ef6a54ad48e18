"""What a conversation was about, and what a follow-up question means in it."""
