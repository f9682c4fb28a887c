"""Signing in, passwords, passkeys and the account tables."""
