"""Writing the journal out and verifying it."""
