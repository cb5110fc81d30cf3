"""What officials and the clock do with a case."""
