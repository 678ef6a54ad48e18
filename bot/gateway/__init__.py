"""The public front door: chat, consultation form and readable pages; the only way to Rasa."""
