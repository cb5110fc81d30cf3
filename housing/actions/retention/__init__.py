"""To erase after a term, or because the person asked; and to hand somebody their own data."""
