"""Root urls, the four doors' home pages, the public API's assembly, health."""
