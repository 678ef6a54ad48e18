"""What operators need of the door: log, ids, spans, figures, health, the off-switch."""
