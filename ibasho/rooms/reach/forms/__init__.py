"""Forms of reach."""
