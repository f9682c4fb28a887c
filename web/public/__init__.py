"""Pages that anybody can read: the catalogue of schemes and their rules."""
