"""What somebody wants, known by its words: advice, a value, a source, the next step."""
