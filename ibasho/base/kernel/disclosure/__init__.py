"""Which counts may stand on a page: tables in, tables out. No Django, nothing random."""
