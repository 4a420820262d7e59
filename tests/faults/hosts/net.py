"""Machines as network namespaces on a bridge, in a namespace of their own. Cut off: their packets vanish, nobody says no."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWNET = 0x40000000
HERE = Path("/proc/thread-self/ns/net")
_TRY = "ip link add tryb type bridge && ip link add tryv type veth peer name tryw && ip link set tryv master tryb"


def missing() -> str:
    """What this machine lacks for it, in one line; "" where nothing."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "several machines: needs root on Linux"
    lacking = [name for name in ("ip", "unshare") if shutil.which(name) is None]
    if lacking:
        return f"several machines: needs {', '.join(lacking)} (apt-get install iproute2 util-linux)"
    tried = subprocess.run(["unshare", "-n", "sh", "-c", _TRY], capture_output=True, text=True, check=False)
    if tried.returncode:
        return f"several machines: no network namespaces with a bridge here ({tried.stderr.strip()[:80]})"
    return ""


@dataclass(frozen=True, slots=True)
class Host:
    name: str
    address: str
    _namespace: int
    _base: int

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Sockets and processes made in the block, by this thread, are this machine's."""
        _enter(self._namespace)
        try:
            yield
        finally:
            _enter(self._base)

    def cut(self) -> None:
        """Off the net, whole: what is sent either way vanishes."""
        _ip("link", "set", f"v-{self.name}", "down")

    def mend(self) -> None:
        _ip("link", "set", f"v-{self.name}", "up")

    def deaf_to(self, *others: Host) -> None:
        """Hears them, and its own answers vanish."""
        with self.inside():
            for other in others:
                _ip("route", "replace", "blackhole", f"{other.address}/32")

    def hears(self, *others: Host) -> None:
        with self.inside():
            for other in others:
                _ip("route", "del", "blackhole", f"{other.address}/32")


@dataclass(slots=True)
class Network:
    base: int
    holder: int
    hosts: dict[str, Host]

    def host(self, name: str) -> Host:
        """A machine more, on the bridge."""
        address = f"10.77.0.{11 + len(self.hosts)}"
        _unshare()
        try:
            _ip("link", "set", "lo", "up")
            _ip(
                "link",
                "add",
                "name",
                "eth0",
                "type",
                "veth",
                "peer",
                "name",
                f"v-{name}",
                "netns",
                str(self.holder),
            )
            _ip("address", "add", f"{address}/24", "dev", "eth0")
            _ip("link", "set", "eth0", "up")
            namespace = os.open(HERE, os.O_RDONLY)
        finally:
            _enter(self.base)
        _ip("link", "set", f"v-{name}", "master", "city", "up")
        self.hosts[name] = Host(name, address, namespace, self.base)
        return self.hosts[name]

    @property
    def here(self) -> Host:
        """Where the test itself stands: before the web machines, on the bridge."""
        return Host("here", "10.77.0.1", self.base, self.base)


@contextmanager
def network() -> Iterator[Network]:
    """The thread that enters stands on the bridge (10.77.0.1) until the block ends; threads it starts stand there as well."""
    outside = os.open(HERE, os.O_RDONLY)
    _unshare()
    base = os.open(HERE, os.O_RDONLY)
    holder = subprocess.Popen(["sleep", "infinity"], stdin=subprocess.DEVNULL)
    net = Network(base, holder.pid, {})
    try:
        _ip("link", "set", "lo", "up")
        _ip("link", "add", "name", "city", "type", "bridge")
        _ip("address", "add", "10.77.0.1/24", "dev", "city")
        _ip("link", "set", "city", "up")
        yield net
    finally:
        _enter(outside)
        holder.kill()
        holder.wait()
        for namespace in (outside, base, *(host._namespace for host in net.hosts.values())):
            os.close(namespace)


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ip {' '.join(words)}: {done.stderr.strip()}"


def _unshare() -> None:
    _checked(_libc().unshare(CLONE_NEWNET))


def _enter(namespace: int) -> None:
    _checked(_libc().setns(namespace, CLONE_NEWNET))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
