"""The `octroi` command."""
