"""A timeline as a picture: lanes over an axis of months, and the event at the cursor in both languages."""
