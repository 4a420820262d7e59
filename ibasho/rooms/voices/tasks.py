"""Jobs of voices, one section per noun."""

from __future__ import annotations
