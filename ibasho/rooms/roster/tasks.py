"""Jobs of roster, one section per noun."""

from __future__ import annotations
