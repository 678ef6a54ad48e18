"""What people tell of their plan: answers, offers to choose, in passing."""
