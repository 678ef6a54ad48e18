"""Who works at the desk: accounts, passwords, second factors, sessions, the staff log."""
