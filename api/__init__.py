"""The service: HTTP, database, page and command line."""
