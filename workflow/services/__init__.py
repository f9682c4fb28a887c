"""The verbs: what people can do, one transaction each."""
