"""Consultation requests: what people ask of the office, checked and stored for good."""
