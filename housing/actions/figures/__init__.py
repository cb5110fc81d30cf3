"""Keeping the figures of days that are over."""
