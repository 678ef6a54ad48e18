"""What the tracker tells: what was said, understood, uttered and remembered."""
