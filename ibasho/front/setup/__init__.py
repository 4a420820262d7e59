"""`ibasho init`: a new city, from nothing to a running copy. Knows no Django: the settings are what it makes."""
