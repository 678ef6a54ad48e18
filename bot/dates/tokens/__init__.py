"""A text as the rules read it: folded words and what each of them can mean."""
