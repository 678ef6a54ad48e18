"""What the office should look at: unanswered questions, own advice, dates."""
