"""`make bench ONLY=redeem`: a child's card at the counter, beside a peer's check-in and beside the bare database."""

from tests.bench.redeem.measuring import measure

__all__ = ["measure"]
