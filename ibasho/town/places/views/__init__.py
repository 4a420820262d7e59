"""Pages of places, cut by noun."""
