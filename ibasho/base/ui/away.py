"""What nobody on this side of the screen can help: the database is slow, gone, full or takes no writes, or a disk is full."""

from __future__ import annotations

import errno

from django.db import InterfaceError, InternalError, OperationalError
from psycopg.errors import ReadOnlySqlTransaction

DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})


def is_away(error: BaseException | None) -> bool:
    """Also where it was met first by something that only went wrong because of it."""
    while error is not None:
        if isinstance(error, (OperationalError, InterfaceError)):
            return True
        if isinstance(error, InternalError) and isinstance(error.__cause__, ReadOnlySqlTransaction):
            return True
        if isinstance(error, OSError) and error.errno in DISK:
            return True
        error = error.__context__
    return False
