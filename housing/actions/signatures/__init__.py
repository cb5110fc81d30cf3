"""Looking again at what was signed and confirmed."""
