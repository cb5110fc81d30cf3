"""Questions about what is erased after its term, and what is held about a person."""
