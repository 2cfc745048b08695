"""Notes as text in a format that other tools read."""
