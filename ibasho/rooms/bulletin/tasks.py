"""Jobs of bulletin, by the clock and by news of the journal. One section per noun."""

from __future__ import annotations

# --- readings ---

# --- notices ---

# --- line ---

# --- ageing ---
