"""Reference data that the bank changes itself: catalogs, fields, the rows in effect."""
