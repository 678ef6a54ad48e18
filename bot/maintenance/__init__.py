"""The off-switch: the assistant steps back with a friendly notice, the office stays reachable."""
