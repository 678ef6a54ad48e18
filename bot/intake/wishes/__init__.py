"""What a message wants of the form instead of answering it."""
