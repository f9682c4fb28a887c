"""Totals, spreadsheets and open data."""
