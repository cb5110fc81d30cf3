"""Keys in files outside the database, and what is encrypted with them. It knows no database."""
