"""What a message asks about deadlines: times, names, wishes."""
