"""Measures, never tests: `make bench ONLY=pages`. What is measured and how: docs/benchmarks.md."""
