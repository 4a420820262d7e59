"""Decisions of reach without Django: layers, purposes, scenarios, words."""
