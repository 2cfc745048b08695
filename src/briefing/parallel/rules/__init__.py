"""What an author should fix: one small function for each rule."""
