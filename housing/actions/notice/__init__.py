"""Notices and messages: build, seal, deliver."""
