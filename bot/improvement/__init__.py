"""How the office makes the assistant better: from questions in vain to a model that knows them."""
