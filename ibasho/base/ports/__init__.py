"""The outside world as small protocols, each with the real thing and a stand-in."""
