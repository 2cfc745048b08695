"""A keyboard-first terminal reader for bilingual Markdown briefings."""
