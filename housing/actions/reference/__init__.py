"""Changes of reference data: draft, publish, simulate."""
