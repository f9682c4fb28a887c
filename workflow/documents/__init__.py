"""Receipts, letters, agreements and minutes, as PDF."""
