"""The administrator's pages: people, roles, messages kept in the outbox."""
