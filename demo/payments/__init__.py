"""The demo's payment provider: the same HTTP, the same signed messages, no money."""
