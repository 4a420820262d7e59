"""Places, opening rules, sessions, events and attendance, verified dates, open data in and out."""
