"""German dates, times and periods in a sentence: native Duckling and rules of our own."""
