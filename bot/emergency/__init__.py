"""Words of acute danger: known to the public door and to the language understanding alike."""
