"""Demo cities into the database: `loader.load`, and one file per chapter. `python -m demo.loading` runs it."""
