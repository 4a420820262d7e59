"""Tags of places' pages."""
