"""Malformed requests at every public route: ``make fuzz``, results in docs/reliability.md."""
