"""Passwords, authenticators and limits, without a database or a request."""
