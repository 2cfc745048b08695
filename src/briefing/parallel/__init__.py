"""Two texts side by side: rows and sentence pairs."""
