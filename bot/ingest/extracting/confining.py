"""The limits of a child, set by itself before it sees any input: what it may use, and what it can reach.

Limits on use come from `resource` and hold on every POSIX system. Reach is taken away as far as the system allows it
without privileges: Linux lets a process shut itself off from files (Landlock), from the network (a namespace of its own)
and from new privileges; where it does not, the empty environment is what is left.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""System calls, the same numbers on every architecture (Linux 5.13)."""
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From which version of Landlock on how many rights over files can be refused."""
_NETWORK_SINCE, _NETWORK_RIGHTS = 4, 0b11
_SCOPES_SINCE, _SCOPES = 6, 0b11
_BENEATH = 1
_LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/nix/store", "/usr/share/zoneinfo")
_SMALL_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/dev/null", "/dev/urandom")


def limit_use(memory: int, files: int) -> None:
    """Limit address space (bytes), open files, sizes of files (nothing can be written) and core dumps."""
    import resource

    for name, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # A system may already allow less than that, and can't be asked for more.
        hard = resource.getrlimit(name)[1]
        most_allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # macOS knows a limit of address space, and refuses to set it.
        with suppress(ValueError) if sys.platform == "darwin" else nullcontext():
            resource.setrlimit(name, (most_allowed, most_allowed))
    os.umask(0o077)


def limit_time(seconds: int, *, is_last: bool = False) -> None:
    """Let the process compute for so many seconds from now on; `is_last` forbids it to ask for more later."""
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = round(usage.ru_utime + usage.ru_stime) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, soft + 1 if is_last and hard == resource.RLIM_INFINITY else hard))


def forbid_processes() -> None:
    """Forbid new processes; has no effect for root. The limit is asked for by who forks, so nobody else is bound."""
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def die_with(parent: int) -> None:
    """End when the parent ends; ends now if it already has."""
    if sys.platform == "linux":
        _call("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def shut_off(readable: Iterable[Path], listable: Iterable[Path]) -> None:
    """Shut the process off from network and files, but for reading libraries and what is named; best effort."""
    if sys.platform != "linux":
        return
    _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if _call("unshare", _CLONE_NEWNET) != 0:
        _call("unshare", _CLONE_NEWUSER | _CLONE_NEWNET)
    with suppress(OSError):
        _shut_off_files(readable, listable)


def landlock_version() -> int:
    """Give the version of Landlock that the system has; less than 1 where it has none."""
    return _call("syscall", _CREATE_RULESET, None, 0, 1) if sys.platform == "linux" else 0


def _shut_off_files(readable: Iterable[Path], listable: Iterable[Path]) -> None:
    version = landlock_version()
    if version < 1:
        return
    rights = max((count for since, count in _FILE_RIGHTS if since <= version), default=13)
    handled = struct.pack("=QQQ", (1 << rights) - 1, _NETWORK_RIGHTS, _SCOPES)
    size = 24 if version >= _SCOPES_SINCE else 16 if version >= _NETWORK_SINCE else 8
    rules = _call("syscall", _CREATE_RULESET, handled, size, 0)
    if rules < 0:
        return
    try:
        for place in (*map(Path, _LIBRARIES), *readable):
            _allow(rules, place, _READ_FILE | _READ_DIR)
        for place in map(Path, _SMALL_FILES):
            _allow(rules, place, _READ_FILE)
        for place in listable:
            _allow(rules, place, _READ_DIR)
        _call("syscall", _RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, place: Path, rights: int) -> None:
    try:
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        _call("syscall", _ADD_RULE, rules, _BENEATH, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)


def _call(name: str, *arguments: int | bytes | None) -> int:
    """Call a function of the C library; gives its result, -1 where it failed or does not exist."""
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError):
        return -1
    given = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return int(function(*given))
