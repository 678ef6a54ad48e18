"""Numbers, PINs and secrets of a request."""
