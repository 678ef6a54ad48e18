"""Consultation requests at the door: sent by form, confirmed, and looked at by their person."""
