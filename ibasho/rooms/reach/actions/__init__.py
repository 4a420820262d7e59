"""Every write of reach."""
