"""Questions about the accounts of officials."""
