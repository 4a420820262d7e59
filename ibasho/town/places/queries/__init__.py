"""Reads of places, cut by noun."""
