"""The key is sent only to a host whose name is in a trusted certificate."""

import asyncio
import os
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.spott.errors import NotTrustedError
from tests.certificates import certificate

ROOT = Path(__file__).parents[2]
CONTACT = b'{"candidateId": "c-1", "firstName": "Kim", "lastName": "Lee"}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(CONTACT), CONTACT)
NOT_TRUSTED = f"{NotTrustedError.sentence} {NotTrustedError.remedy}"
LOOK_UP_AT_EACH = """
import os, sys
from bot.cli.main import main
for url in sys.argv[1:]:
    os.environ["SPOTT_API_URL"] = url
    print(main(["lookup", "c-1"]), file=sys.stderr)
"""


@asynccontextmanager
async def spott(context: ssl.SSLContext, heard: list[str], name: str) -> AsyncIterator[str]:
    """The URL of a server, which notes its name whenever it receives a request."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        heard.append(name)
        writer.write(ANSWER)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


async def test_key_is_sent_only_to_hosts_with_a_trusted_certificate(tmp_path: Path) -> None:
    heard: list[str] = []
    names = {"vouched for": "localhost", "by nobody": "localhost", "under another name": "elsewhere.example.org"}
    authorities = tmp_path / "authorities.pem"
    async with AsyncExitStack() as stack:
        urls = []
        for case, name in names.items():
            (folder := tmp_path / case).mkdir()
            made, context = certificate(folder, name)
            urls.append(await stack.enter_async_context(spott(context, heard, case)))
            if case != "by nobody":
                with authorities.open("ab") as file:
                    file.write(made.read_bytes())
        inherited = {key: value for key, value in os.environ.items() if key != "SSL_CERT_DIR"}
        told = {"SPOTT_API_KEY": "spott-test-key", "SSL_CERT_FILE": str(authorities), "PYTHONPATH": str(ROOT)}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", LOOK_UP_AT_EACH, *urls),
            cwd=tmp_path,
            env={**inherited, **told},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        printed, complained = await process.communicate()
    assert complained.decode().splitlines() == ["0", NOT_TRUSTED, "1", NOT_TRUSTED, "1"]
    assert printed.count(b"Kim Lee") == 1
    assert set(heard) == {"vouched for"}
