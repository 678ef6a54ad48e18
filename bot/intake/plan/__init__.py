"""What a text tells of the plan: numbers, dates, countries, how urgent it is."""
