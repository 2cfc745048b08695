"""A collection: discovery, front matter, pairing of editions, checks for authors."""
