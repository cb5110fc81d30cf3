"""A copy of the whole database in one file: SQLite's own online copy, packed, encrypted, and proven by reading it."""
