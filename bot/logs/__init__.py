"""Log lines of all processes: structured, with the id of the request, without personal data."""
