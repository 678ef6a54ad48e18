"""The rules of the office: how they are read, checked and applied."""
