"""Numbers of family support for reports."""

from __future__ import annotations
