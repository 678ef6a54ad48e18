"""What the conversation offers beside deadlines: calendar, reminder, plan, and what is left."""
