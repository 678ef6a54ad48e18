"""What the check found, as people see it."""
