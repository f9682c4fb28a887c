"""What a scheme says: YAML files read into frozen models, checked before anything runs on them."""
