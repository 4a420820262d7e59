"""Published files of places and events, in and out. Pure: no Django, no database."""
