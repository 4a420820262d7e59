"""Twelve people walk through a day of theirs in みほん市, in a real browser. See `walking`."""
