"""The whole system on several processes, with real PostgreSQL, Redis and nginx, and its faults."""
