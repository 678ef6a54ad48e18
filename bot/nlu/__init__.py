"""Language understanding: Rasa graph components and the plain models behind them."""
