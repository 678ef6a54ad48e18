"""How staff come in and what a route asks of them; the pages of accounts."""
