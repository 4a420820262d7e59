"""Forms of places, cut by noun."""
