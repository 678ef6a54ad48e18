"""The pages on which the office improves the assistant."""
