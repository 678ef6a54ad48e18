"""How alike texts are in meaning: the offline sentence encoder, and what is asked of it."""
