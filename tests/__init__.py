"""The tests. A package, so that none of the same name among the installed ones comes before it."""
