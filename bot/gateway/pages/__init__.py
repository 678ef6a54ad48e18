"""Pages to read and search: answers, programmes, places, terms, and what tells of them."""
