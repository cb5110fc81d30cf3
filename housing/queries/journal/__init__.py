"""Questions about the journal and the state of the system."""
