"""What else could serve such a list: each in an environment of its own, over the same people."""
