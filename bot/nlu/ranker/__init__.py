"""The ranking over all topics: views of a text, what is learned, scores."""
