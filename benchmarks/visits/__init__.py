"""Many people chat with the whole service at once: ``make load``, see docs/reliability.md."""
