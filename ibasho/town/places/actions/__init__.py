"""Every write to places, cut by noun."""
