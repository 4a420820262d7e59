"""Kernels compiled to machine code, cached on disk where a stale cache cannot give old answers.

numba looks only at the file of a kernel, not at the kernels it calls in others: so the cache folder is named by a hash
of every engine's source, and kernels that call each other share one file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

_ROOT = Path(__file__).resolve().parents[2]
_SOURCES = sorted([Path(__file__), *_ROOT.glob("*/*/engine/**/*.py")])
CACHE = (
    Path(os.environ.get("IBASHO_CACHE", f"/var/tmp/ibasho-{os.getuid()}"))  # noqa: S108 - kept between starts
    / f"kernels-{hashlib.sha256(b''.join(path.read_bytes() for path in _SOURCES)).hexdigest()[:16]}"
)
os.environ.setdefault("NUMBA_CACHE_DIR", str(CACHE))

import numba  # noqa: E402 - it reads the folder's name when it is imported

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compiled at the first call with given types; holds no lock of Python's, so that threads run side by side."""
    return cast(F, _jit(function))


_jit = partial(numba.njit, cache=True, nogil=True)
