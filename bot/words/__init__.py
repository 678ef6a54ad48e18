"""Words as the machine reads them: lists in files, one spelling, phrases in a message."""
