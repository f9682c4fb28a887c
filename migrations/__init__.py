"""Numbered changes of the database."""
