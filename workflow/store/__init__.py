"""Tables and queries: the only room that speaks to the database."""
