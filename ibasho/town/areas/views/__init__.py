"""The desk's pages about areas: what is loaded, files that come in, districts, the rules children live by."""
