"""The files of the editors: how they are read, kept fresh and found faulty."""
