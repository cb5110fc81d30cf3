"""Verbs: one file, one verb, one transaction."""
