"""The manager's pages: totals, envelopes, exports."""
