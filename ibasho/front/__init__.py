"""Fourth floor: sees all rooms, decides nothing."""
