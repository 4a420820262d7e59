"""Messages to people: one call, once per person and event. Mail first; LINE and push later behind the same call."""
