"""The programmes of the third floor: strangers to each other."""
