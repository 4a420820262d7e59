"""Layout, dads-* templates, furigana, door decorators, parts of lists and forms."""
