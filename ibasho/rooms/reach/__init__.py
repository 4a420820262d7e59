"""空白地区: who reaches what and when, and where to open next."""
