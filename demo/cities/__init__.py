"""Real cities as data with sources. Nothing in here is invented; a blank stays a blank."""
