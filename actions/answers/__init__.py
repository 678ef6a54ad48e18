"""What is answered: the entry, the passage, the fact, the question back."""
