"""One chapter of the city per file: its dataclasses and the function that makes them."""
