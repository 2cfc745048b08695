"""One text: Markdown to blocks, inline spans and sentences."""
