"""The demo's LINE: the same HTTP, the same signed webhooks, no telephone."""
