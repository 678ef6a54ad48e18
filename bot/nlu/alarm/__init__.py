"""How much a message sounds like an emergency."""
