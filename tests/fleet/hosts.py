"""Hosts of a campaign, each with a name, an address and a link of its own that can be cut.

A host is a network namespace: a pair of virtual devices leads from it to a bridge, where database,
mail server and Google are. Bridge, hosts and whatever runs on them live in namespaces that begin
with the campaign: nobody outside sees them, and the kernel takes all of it away with the
campaign's first process, however that ends.
"""

import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass

GATE, NET = "127.213.0.1", "127.213.0.0/24"
"""Loopback addresses, though a bridge leads to them: nothing there can reach beyond this machine,
and the program takes a server that stands in for Google at no other."""
LOCAL = "127.0.0.1"
_LEAD_OUT = "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet; ip link set lo up; "
_LEAD_OUT += "ip route del local 127.0.0.0/8 dev lo table local"
_BRIDGE = "fleet"
_INSIDE = "COP_STEWARD_TESTS_INSIDE"
_ALONE = ["unshare", "--net", "--pid", "--mount-proc", "--fork", "--kill-child"]


def move_inside(module, arguments):
    """Begin this program anew in namespaces of its own; where they cannot be had, say so.

    There a bridge is waiting for hosts.
    """
    if are_real():
        if _BRIDGE in [name for _, name in socket.if_nameindex()]:
            return
        subprocess.run(["sh", "-c", _LEAD_OUT], check=True)
        _ip("link", "add", _BRIDGE, "type", "bridge")
        _ip("address", "add", f"{GATE}/24", "dev", _BRIDGE)
        _ip("link", "set", _BRIDGE, "up")
        return
    if reason := _why_not():
        print(f"all on one host, for network namespaces cannot be had: {reason}", flush=True)
        return
    program = [sys.executable, "-m", module, *arguments]
    # The shell is the first process there, which has to look after those that nobody waits for.
    inside = ["sh", "-c", '"$@"; exit $?', "sh", *program]
    sys.stdout.flush()
    os.execvpe("unshare", [*_ALONE, *inside], os.environ | {_INSIDE: "1"})  # noqa: S606 — ours


def are_real():
    """Whether hosts are more than names."""
    return bool(os.environ.get(_INSIDE))


def _why_not():
    for program in ("unshare", "nsenter", "ip"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    try_it = [*_ALONE, "ip", "link", "add", _BRIDGE, "type", "bridge"]
    tried = subprocess.run(try_it, capture_output=True, text=True, check=False)
    return tried.stderr.strip().rpartition("\n")[2] if tried.returncode else ""


@dataclass
class Host:
    """One of them; without a network it is this computer, and its link is never cut."""

    name: str
    address: str = LOCAL
    _holder: subprocess.Popen | None = None
    """Keeps the namespace; whatever ends it ends the host."""

    def start(self, command, **how):
        """Let a program run on this host; its number is the one it has for us."""
        there = []
        if self._holder is not None:
            there = ["nsenter", "--target", str(self._holder.pid), "--net", "--uts", "--"]
        return subprocess.Popen([*there, *command], **how)

    def cut(self):
        """Pull the cable."""
        _ip("link", "set", self.name, "down")

    def join(self):
        """And put it back."""
        _ip("link", "set", self.name, "up")


@contextmanager
def hosts(count):
    """So many hosts, and the address at which they find everything else."""
    if not are_real():
        yield [Host(socket.gethostname()) for _ in range(count)], LOCAL
        return
    made = []
    try:
        for number in range(1, count + 1):
            address = f"{GATE[:-1]}{number + 10}"
            made.append(_host(f"host{number}", address))
        yield made, GATE
    finally:
        for host in made:
            _ip("link", "delete", host.name)
            host._holder.kill()
            host._holder.wait()


def _host(name, address):
    alone = ["unshare", "--net", "--uts", "sh", "-c"]
    begin = f"hostname {name}; {_LEAD_OUT}; echo there; exec sleep infinity"
    holder = subprocess.Popen([*alone, begin], stdout=subprocess.PIPE)
    holder.stdout.readline()
    pid = str(holder.pid)
    _ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", pid)
    _ip("link", "set", name, "master", _BRIDGE, "up")
    inside = ["nsenter", "--target", pid, "--net", "--"]
    for words in (f"address add {address}/24 dev eth0", "link set eth0 up"):
        subprocess.run([*inside, "ip", *words.split()], check=True)
    return Host(name, address, holder)


def _ip(*words):
    subprocess.run(["ip", *words], check=True)
