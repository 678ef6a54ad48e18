"""What the door knows without Rasa: the office's files, texts of the dialogue, the search."""
