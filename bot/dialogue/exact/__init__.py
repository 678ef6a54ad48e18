"""Questions with an exact answer: a value of a sheet, a comparison, a place, a term."""
