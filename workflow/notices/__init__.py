"""Messages that must leave: the outbox and its delivery."""
