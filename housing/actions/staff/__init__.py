"""Changes of the accounts of officials."""
