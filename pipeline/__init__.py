"""Text in, analysis out: no HTTP, no database."""
