"""Forms built from what a scheme asks."""
