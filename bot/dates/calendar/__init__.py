"""What the calendar is: months, weeks, feasts, school holidays, stretches of days."""
