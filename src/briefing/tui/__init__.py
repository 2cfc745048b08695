"""The Textual front end; the only place that knows textual and rich."""
