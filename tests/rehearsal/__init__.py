"""A rehearsed year: the pure world, its scratch database, and a short one played."""
