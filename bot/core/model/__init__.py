"""How a model is trained and loaded without what it does not need."""
