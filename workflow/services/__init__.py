"""The verbs: one service a verb, one transaction a step, opened by the caller and committed once."""
