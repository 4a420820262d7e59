"""Settings from the environment. A secret may stand in a file named by `NAME_FILE`."""

from __future__ import annotations

import os
from pathlib import Path


class ConfigurationError(SystemExit):
    """Stops the start with one clear line; a half-configured copy never serves."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def given(name: str) -> bool:
    """Whether it is set, itself or as a file (`NAME_FILE`)."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "")
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    if value == "":
        return default
    raise ConfigurationError(f"{name}={value!r}: write 1 or 0")


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if value == "":
        return default
    if not value.isdigit():
        raise ConfigurationError(f"{name}={value!r}: write a whole number")
    return int(value)


def secret(name: str) -> str:
    """The secret itself, or the content of the file `NAME_FILE` names. An unreadable file stops the start."""
    path = os.environ.get(f"{name}_FILE", "")
    if not path:
        return os.environ.get(name, "")
    if os.environ.get(name):
        raise ConfigurationError(f"{name} and {name}_FILE are both given: write one of them")
    try:
        found = Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigurationError(f"{name}_FILE={path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{name}_FILE={path}: this is no text") from error
    if not found:
        raise ConfigurationError(f"{name}_FILE={path}: the file is empty")
    return found
