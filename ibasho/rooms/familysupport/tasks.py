"""Jobs of family support, one section per noun."""

from __future__ import annotations
