"""Pages of the outbox: one's own, the desk's, and the one-tap stop."""
