"""The files of the office: how they are read, checked and kept."""
