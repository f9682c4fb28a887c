"""The demonstration: invented people and organisations, whose applications are replayed through the services."""
