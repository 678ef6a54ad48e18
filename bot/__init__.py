"""The IJA-Lotse: services, public gateway, staff desk and language understanding."""
