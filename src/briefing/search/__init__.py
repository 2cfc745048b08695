"""Finding a passage in either language."""
