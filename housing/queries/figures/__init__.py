"""Figures about the work: speed, workload, flows."""
