"""The state machine: which step an application can take, and why not the others."""
