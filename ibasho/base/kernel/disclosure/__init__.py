"""Which figures of a hearing may stand on a page: tables in, tables out. No Django, nothing random."""
