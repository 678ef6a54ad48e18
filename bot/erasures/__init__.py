"""What was erased on request or by time, known outside of the database and its backups."""
