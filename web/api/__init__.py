"""The read interface for programs."""
