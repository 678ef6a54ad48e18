"""The database: connections, tables, rows, migrations."""
