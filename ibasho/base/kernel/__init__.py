"""Pure Python: time, money, words, tables and codes of the field. Never imports Django."""
