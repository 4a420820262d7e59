"""How many keys one OS user may have opened in a minute: a web process in strange hands empties no cabinet in silence. Pure."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

WINDOW_SECONDS = 60.0


@dataclass(slots=True)
class Pace:
    """Each kind has its own count, so that a night's rewrapping holds up no reader. Seconds come from a steady clock."""

    most: int
    _seen: dict[tuple[int, str], deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, uid: int, kind: str, times: int, seconds: float) -> bool:
        """`times` as many of this kind as `most`."""
        with self._lock:
            seen = self._seen.setdefault((uid, kind), deque())
            while seen and seen[0] <= seconds - WINDOW_SECONDS:
                seen.popleft()
            if len(seen) >= self.most * times:
                return False
            seen.append(seconds)
            return True
