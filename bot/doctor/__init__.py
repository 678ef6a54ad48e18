"""``python -m bot doctor``: looks at everything that operation depends on, and says what to do."""
