"""Jobs of openhouse, one section per noun."""

from __future__ import annotations
