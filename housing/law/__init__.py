"""The law: facts in, an outcome with its grounds out. Pure: no clock, no database, no language."""
