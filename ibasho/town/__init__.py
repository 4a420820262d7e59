"""Second floor: what every programme shares (people, messages, areas, places)."""
