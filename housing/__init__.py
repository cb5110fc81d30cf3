"""Kezek: the register of people who need housing."""

VERSION = "1.0.0"
