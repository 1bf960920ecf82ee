"""A real browser, driven over the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/."""

import asyncio
import base64
import itertools
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from tests.needs import browser

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"),
    "--window-size=1280,900",
)


_LEFT = -32_000
"""The error of a script that runs while the page is left for another one, or loaded again."""


class PageLeftError(Exception):
    """A command was not carried out, since the page is being left."""


class Page:
    """One page.

    Args:
        socket: The page's DevTools connection.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def send(self, method: str, **params: object) -> dict[str, Any]:
        """Send one command; returns its result.

        Raises:
            PageLeftError: The page is being left for another one, or loaded again.
        """
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while True:
            message: dict[str, Any] = await self._socket.receive_json(timeout=20)
            if message.get("id") == number:
                if message.get("error", {}).get("code") == _LEFT:
                    raise PageLeftError(message["error"]["message"])
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    async def value(self, script: str) -> Any:  # noqa: ANN401 - whatever the script gives
        """The result of a script."""
        result = await self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def until(self, script: str, seconds: float = 20) -> None:
        """Wait until a script returns something truthy."""
        async with asyncio.timeout(seconds):
            while not await self._is(script):  # noqa: ASYNC110 - the browser tells nothing by itself
                await asyncio.sleep(0.05)

    async def _is(self, script: str) -> bool:
        try:
            return bool(await self.value(f"Boolean({script})"))
        except PageLeftError:
            return False

    async def picture(self, path: Path) -> None:
        """Write a screenshot as a PNG."""
        shot = await self.send("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))  # noqa: ASYNC240 - a test waits for nothing else


@contextmanager
def started(folder: Path) -> Iterator[int]:
    """A browser with its profile in `folder`; yields the port on which its pages are driven."""
    command = [browser(), *FLAGS, f"--user-data-dir={folder}", "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield _port(folder / "DevToolsActivePort")
        finally:
            process.terminate()


def _port(file: Path) -> int:
    until = time.monotonic() + 20
    while not file.exists() or not file.read_text(encoding="ascii"):
        if time.monotonic() > until:
            raise TimeoutError("the browser doesn't start")
        time.sleep(0.05)
    return int(file.read_text(encoding="ascii").splitlines()[0])


@asynccontextmanager
async def opened(url: str, port: int) -> AsyncIterator[Page]:
    """A page at `url`, in the browser that is driven on this port."""
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        async with session.put(f"/json/new?{url}") as answer:
            target = await answer.json()
        async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
            yield Page(socket)
        await session.get(f"/json/close/{target['id']}")
