"""The database: tables, the one place that commits, and the journal."""
