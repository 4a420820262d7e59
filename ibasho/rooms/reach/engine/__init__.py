"""Who reaches what and when, pure: arrays in, arrays out. No Django, no words, no clock."""
