"""Text as people type, read and look for it. Pure: the standard library only."""
