"""Reads the settings once for every case of a table, in one process without Django: `[[{name: value}, …]]` on stdin,
`["", "what the refusal said", …]` on stdout.
"""

from __future__ import annotations

import json
import os
import runpy
import sys


def said(case: dict[str, str]) -> str:
    """ "" for a copy that starts; otherwise its refusal."""
    os.environ.clear()
    os.environ.update(case)
    try:
        runpy.run_module("config.settings")
    except SystemExit as refusal:
        return str(refusal.code)
    return ""


if __name__ == "__main__":
    sys.stdout.write(json.dumps([said(case) for case in json.load(sys.stdin)]))
