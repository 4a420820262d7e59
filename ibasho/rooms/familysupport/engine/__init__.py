"""Who helps whom in a week: arrays in, arrays out. No Django, nothing random."""
