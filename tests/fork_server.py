"""Starts Python processes by forking one that has imported the app: 0.05 s of CPU for each instead of 0.7.

That is as good as a fresh start, since nothing happens when the app is imported, except where a module has to be
imported anew, with another clock or other authorities. The tests of the wheel, of the image and of `nohup` start
Python as users do.
"""

import asyncio
import atexit
import functools
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from bot.server import tuning

ROOT = Path(__file__).parents[1]
_IMPORTED = ("bot.cli.main", "bot.server.process", "bot.server.socket_mode", "tests.attackers")


class Forked:
    """A process, to be used like `asyncio.subprocess.Process`.

    Attributes:
        pid: Its ID.
        returncode: Its exit code once it has ended; negative if a signal ended it.
    """

    def __init__(self, pid: int, streams: tuple[asyncio.StreamReader, asyncio.StreamReader], end: "_Peer") -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._streams = streams
        self._end = end

    def send_signal(self, number: int) -> None:
        """Send a signal.

        Raises:
            ProcessLookupError: It has ended.
        """
        os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill it; raises like `send_signal`."""
        self.send_signal(signal.SIGKILL)

    async def communicate(self) -> tuple[bytes, bytes]:
        """Wait for the end; returns standard output and standard error."""
        out, err = await asyncio.gather(*(stream.read() for stream in self._streams))
        status = await self._end.number()
        self.returncode = os.waitstatus_to_exitcode(status)
        self._end.close()
        return out, err


class _Peer:
    """The process that waits for a forked one, and reports two numbers: its ID, and how it ended."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def number(self) -> int:
        return int(await self._reader.readline())

    def close(self) -> None:
        self._writer.close()


async def start(words: Sequence[str], *, env: Mapping[str, str], cwd: str | Path) -> Forked:
    """Start `python` with these words: `-m module …` or `-c code`."""
    ours, theirs = socket.socketpair()
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    request = json.dumps({"words": list(words), "env": dict(env), "cwd": str(cwd)}).encode()
    with theirs:
        socket.send_fds(_server(), [b"."], [theirs.fileno()])
    socket.send_fds(ours, [request], [out_end, err_end])
    ours.shutdown(socket.SHUT_WR)
    os.close(out_end)
    os.close(err_end)
    end = _Peer(*await asyncio.open_connection(sock=ours))
    return Forked(await end.number(), (await _reading(out), await _reading(err)), end)


async def _reading(descriptor: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    pipe = os.fdopen(descriptor, "rb")
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


@functools.cache
def _server() -> socket.socket:
    """This process's server, which ends with it."""
    ours, theirs = socket.socketpair()
    with theirs:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.fork_server", str(theirs.fileno())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )

    @atexit.register
    def stop() -> None:
        ours.close()
        server.wait()

    return ours


def _serve(requests: socket.socket) -> list[str]:
    """Fork for every request until there are no more; returns in each fork, with its words."""
    while True:
        message, descriptors, *_ = socket.recv_fds(requests, 1, 1)
        _forget_ended()
        if not message:
            sys.exit()
        with socket.socket(fileno=descriptors[0]) as client:
            if os.fork() == 0:
                requests.close()
                return _fork_and_wait(client)


def _forget_ended() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _fork_and_wait(client: socket.socket) -> list[str]:
    """Fork once more, and report the fork's ID and status to the client; returns only in the fork."""
    received, streams, *_ = socket.recv_fds(client, 1 << 16, 2)
    parts = [received, *iter(lambda: client.recv(1 << 16), b"")]
    pid = os.fork()
    if pid == 0:
        return _become(streams, **json.loads(b"".join(parts)))
    for stream in streams:
        os.close(stream)
    with suppress(OSError):
        client.sendall(b"%d\n" % pid)
        _, status = os.waitpid(pid, 0)
        client.sendall(b"%d\n" % status)
    os._exit(0)


def _become(streams: Sequence[int], words: list[str], env: Mapping[str, str], cwd: str) -> list[str]:
    """Make this process like one that was started with these words."""
    for number, stream in enumerate(streams, start=1):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    return words


def main() -> None:
    """Import, and serve; what a fork has to do is done here, so that it ends like any process."""
    tuning.prepare_imports()
    for module in _IMPORTED:
        import_module(module)
    gc.freeze()
    # The process that runs the tests may ignore this signal, and its children would, too.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    kind, what, *arguments = _serve(socket.socket(fileno=int(sys.argv[1])))
    gc.enable()
    sys.argv = [kind, *arguments]
    if kind == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(what, {"__name__": "__main__"})


if __name__ == "__main__":
    main()
