"""Questions about reference data: what is in effect on a day."""
