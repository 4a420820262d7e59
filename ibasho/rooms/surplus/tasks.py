"""Jobs of surplus, by the clock. One section per noun."""

from __future__ import annotations
