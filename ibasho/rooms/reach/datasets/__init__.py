"""Files that come into reach, read without a database."""
