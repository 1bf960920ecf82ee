"""Whom the key is sent to: only a host whose certificate an authority vouches for, by its name."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.spott.errors import NotTrustedError
from tests.certificates import certificate

ROOT = Path(__file__).parents[2]
CONTACT = b'{"candidateId": "c-1", "firstName": "Kim", "lastName": "Lee"}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(CONTACT), CONTACT)
NOT_TRUSTED = f"{NotTrustedError.sentence} {NotTrustedError.remedy}\n"


@pytest.mark.parametrize(
    ("name", "trusted", "ended"),
    [
        ("localhost", True, (0, "", True)),
        ("localhost", False, (1, NOT_TRUSTED, False)),
        ("elsewhere.example.org", True, (1, NOT_TRUSTED, False)),
    ],
    ids=["vouched for", "by nobody", "under another name"],
)
async def test_key_is_sent_only_to_hosts_with_a_trusted_certificate(
    name: str,
    trusted: bool,  # noqa: FBT001 - a column of the table
    ended: tuple[int, str, bool],
    tmp_path: Path,
) -> None:
    made, context = certificate(tmp_path, name)
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(ANSWER)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        port = server.sockets[0].getsockname()[1]
        told = {"SPOTT_API_KEY": "spott-test-key", "SPOTT_API_URL": f"https://localhost:{port}"}
        inherited = {key: value for key, value in os.environ.items() if key not in {"SSL_CERT_FILE", "SSL_CERT_DIR"}}
        authorities = {"SSL_CERT_FILE": str(made)} if trusted else {}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "lookup", "c-1"),
            cwd=tmp_path,
            env={**inherited, **told, **authorities, "PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        printed, complained = await process.communicate()
    assert (process.returncode, complained.decode(), bool(heard)) == ended
    assert (b"Kim Lee" in printed) is bool(heard)
