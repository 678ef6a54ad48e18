"""Chat sessions and what was said in them, kept only as long as the settings allow."""
