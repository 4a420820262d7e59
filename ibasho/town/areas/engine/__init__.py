"""The street network as arrays: no Django, no words. Everything else walks on it."""
