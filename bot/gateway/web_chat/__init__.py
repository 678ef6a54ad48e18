"""The chat over HTTP: its JSON, its stream, its page without a script, the widget's file."""
