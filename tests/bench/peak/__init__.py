"""`make bench ONLY=load` and `ONLY=soak`: meals at a fixed rate beside public pages, on tables of ten years."""

from tests.bench.peak.measuring import measure
from tests.bench.peak.soaking import soak

__all__ = ["measure", "soak"]
