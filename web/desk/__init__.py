"""The case officer's pages: queue, application, allowed steps."""
