"""Programme sheets: what each funding programme supports, value by value with its source."""
