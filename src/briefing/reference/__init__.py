"""Timelines, registers of models and glossaries: what such Markdown says, as data with the way back to the text."""
