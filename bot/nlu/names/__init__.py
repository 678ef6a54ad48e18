"""Names in a text: programmes, countries, places, and where somebody comes from."""
