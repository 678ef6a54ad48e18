"""The knowledge base: FAQ entries and office contact that the office edits under ``faq/``."""
