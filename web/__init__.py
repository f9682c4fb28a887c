"""The desk in the browser: requests become verbs, views become pages."""
