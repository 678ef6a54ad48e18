"""Times made of others: distances, moments, ranges, times with one end."""
