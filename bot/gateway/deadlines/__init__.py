"""Deadlines, events, plans and reminders as pages, calendars and feeds."""
