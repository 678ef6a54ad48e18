"""Who writes: body, name, and how they want to be reached."""
