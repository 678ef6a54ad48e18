"""Periods: weeks, months, seasons, years, parts of them and what is counted in them."""
