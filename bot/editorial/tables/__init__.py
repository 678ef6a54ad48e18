"""The knowledge base as tables for a round of review: out, compared, and back in."""
