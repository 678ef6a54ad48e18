"""Breaks things on purpose: processes, disk, database, mail server, clock. Nothing may be lost."""
