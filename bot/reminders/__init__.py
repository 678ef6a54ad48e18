"""Reminders of deadlines and events: subscriptions, what is due, mails."""
