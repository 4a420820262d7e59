"""The look: layouts of the four doors, dads-* parts, furigana, forms, charts. Knows no city and no table."""
