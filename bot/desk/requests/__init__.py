"""What the desk keeps of requests: the list and its views, work, who is here, merging."""
