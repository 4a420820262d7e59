"""How far it is: one line that moves on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
from typing import TextIO

WIDTH = 24
PLAIN_LINES = 12


class Progress:
    """`total` steps of `what`."""

    def __init__(self, what: str, total: int, out: TextIO = sys.stdout) -> None:
        self.what, self.total, self.out = what, total, out
        self.moves = out.isatty()

    def tell(self, done: int, words: str = "") -> None:
        """`words` stand behind the bar."""
        if self.moves:
            full = round(WIDTH * done / self.total)
            bar = "█" * full + "░" * (WIDTH - full)
            self.out.write(f"\r\x1b[K… {self.what} {bar} {done}/{self.total} {words}")
            if done == self.total:
                self.out.write("\n")
        elif done == self.total or done % max(1, self.total // PLAIN_LINES) == 0:
            self.out.write(f"… {self.what} {done}/{self.total} {words}\n")
        self.out.flush()


def seconds_words(seconds: float) -> str:
    """`8秒`, `3分20秒`"""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"
