"""Boundary, school districts, towns, stages of age and the minutes between two points."""
