"""Single days."""
