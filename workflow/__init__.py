"""Octroi's engine and record: everything a grant application needs, and nothing of HTTP."""
