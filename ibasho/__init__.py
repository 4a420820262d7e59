"""Ibasho: a city makes sure every child has a place they can reach on their own."""
