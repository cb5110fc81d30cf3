"""The console, the first start and the server."""
