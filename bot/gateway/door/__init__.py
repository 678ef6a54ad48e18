"""What a request meets before any route: limits, origins, headers, caching, time."""
