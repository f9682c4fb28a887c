"""The guards that workflow files name: each takes the facts of a step and returns findings, never a bare yes or no."""
