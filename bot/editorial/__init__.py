"""The editor's tools: checks over all German texts, templates, tables for review, reports."""
