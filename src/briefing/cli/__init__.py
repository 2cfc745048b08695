"""The scriptable front end: one file for each group of commands."""
