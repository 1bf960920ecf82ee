"""All outgoing traffic uses the proxy from the environment, or none: one rule."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from yarl import URL

from bot.clients import slack_session
from bot.proxies import Proxies, problems
from bot.server.websocket import Connection, Timing
from bot.slack import response_url
from bot.slack.delivery import Result
from bot.slack.errors import SlackError, SlackUnreachableError
from bot.slack.web_api import WebApi
from bot.spott.client import SpottClient
from bot.spott.errors import SpottError, SpottUnavailableError
from tests.certificates import certificate
from tests.local_proxy import LocalProxy, local_proxy
from tests.raw_server import RawServer

ROOT = Path(__file__).parents[1]
P, Q = "http://proxy.example.com:3128", "http://other.example.com:8080"
SLACK, HOOKS, SPOTT = "https://slack.com/api/", "https://hooks.slack.com/commands/T1/1/x", "https://api.gospott.com/x"


RULES: list[tuple[dict[str, str], str, str | None]] = [
    ({}, SLACK, None),
    ({"HTTPS_PROXY": P}, SLACK, P),
    ({"https_proxy": P}, HOOKS, P),
    ({"https_proxy": P, "HTTPS_PROXY": Q}, SPOTT, P),
    ({"https_proxy": "", "HTTPS_PROXY": Q}, SPOTT, None),
    ({"HTTP_PROXY": P}, SPOTT, None),
    ({"HTTP_PROXY": P}, "http://spott.example.com/x", P),
    ({"http_proxy": P}, "ws://slack.example.com/link", P),
    ({"HTTPS_PROXY": P}, "wss://wss-primary.slack.com/link/?ticket=1", P),
    ({"ALL_PROXY": P}, SPOTT, None),
    ({"HTTPS_PROXY": "proxy.example.com:3128"}, SLACK, P),
    ({"HTTPS_PROXY": "http://me:secret@proxy.example.com:3128"}, SLACK, "http://me:secret@proxy.example.com:3128"),
    ({"HTTPS_PROXY": P, "NO_PROXY": "slack.com"}, SLACK, None),
    ({"HTTPS_PROXY": P, "no_proxy": "slack.com"}, HOOKS, None),
    ({"HTTPS_PROXY": P, "NO_PROXY": ".slack.com"}, HOOKS, None),
    ({"HTTPS_PROXY": P, "NO_PROXY": "*.slack.com"}, HOOKS, None),
    ({"HTTPS_PROXY": P, "NO_PROXY": "a.example, SLACK.COM"}, SLACK, None),
    ({"HTTPS_PROXY": P, "NO_PROXY": "slack.com"}, "https://notslack.com/", P),
    ({"HTTPS_PROXY": P, "NO_PROXY": "hooks.slack.com"}, SLACK, P),
    ({"HTTPS_PROXY": P, "NO_PROXY": "slack.com:443"}, SLACK, None),
    ({"HTTPS_PROXY": P, "NO_PROXY": "slack.com:8443"}, SLACK, P),
    ({"HTTPS_PROXY": P, "NO_PROXY": "*"}, SPOTT, None),
    ({"HTTPS_PROXY": P, "NO_PROXY": "10.0.0.0/8"}, "https://10.1.2.3/", None),
    ({"HTTPS_PROXY": P, "NO_PROXY": "10.1.2.3"}, "https://10.1.2.3/", None),
    ({"HTTPS_PROXY": P, "NO_PROXY": "10.1.2.3"}, "https://10.1.2.30/", P),
    ({"HTTPS_PROXY": P, "NO_PROXY": "[fd00::1]"}, "https://[fd00::1]/", None),
    ({"HTTPS_PROXY": P, "NO_PROXY": "fd00::/8"}, "https://[fd00::1]:8443/", None),
    ({"HTTPS_PROXY": P, "NO_PROXY": ",, ."}, SLACK, P),
    ({"HTTPS_PROXY": P, "HTTP_PROXY": P}, "http://127.0.0.1:9/api/", None),
    ({"HTTPS_PROXY": P, "HTTP_PROXY": P}, "https://localhost/", None),
    ({"HTTPS_PROXY": P, "HTTP_PROXY": P}, "https://spott.localhost./", None),
    ({"HTTPS_PROXY": P, "HTTP_PROXY": P}, "http://[::1]:3000/", None),
    ({"HTTPS_PROXY": P, "HTTP_PROXY": P}, "http://127.8.9.1/", None),
    ({"HTTPS_PROXY": P, "HTTP_PROXY": P}, "http://[::ffff:127.0.0.1]/", None),
    ({"HTTPS_PROXY": P, "HTTP_PROXY": P}, "http://127.0.0.1.example.com/", P),
    ({"HTTPS_PROXY": "socks5://proxy.example.com:1080"}, SLACK, None),
]


def test_rule() -> None:
    for environment, url, proxy in RULES:
        assert Proxies.from_environment(environment).of(URL(url)) == (URL(proxy) if proxy else None), (environment, url)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"])
def test_invalid_proxy_is_reported(name: str) -> None:
    told = f"{name.upper()} must be the address of an HTTP proxy, like http://proxy.example.com:3128"
    for value in ("socks5://p.example:1080", "ftp://p.example", "http://", "http://p.example:port", "two words", "://"):
        assert list(problems({name: value})) == [told], value


@pytest.mark.parametrize("value", ["", " ", P, "https://proxy.example.com", "proxy.example.com:3128", "10.0.0.1:3128"])
def test_valid_proxy_or_none_is_accepted(value: str) -> None:
    assert list(problems({"HTTPS_PROXY": value, "http_proxy": value})) == []


async def by_web_api(base: str) -> None:
    async with slack_session() as session:
        await WebApi(token="xoxb-1", base_url=f"{base}/api/", session=session, retry_handlers=[]).auth_test()


async def by_response_url(base: str) -> None:
    async with slack_session() as session:
        await response_url.post(session, f"{base}/commands/T1/1/x", {"text": "Hi"}, 5.0)


async def by_connecting_ahead(base: str) -> None:
    async with slack_session() as session:
        await response_url.connect(session, f"{base}/commands/T1/1/x", 5.0)


async def by_socket_mode(base: str) -> None:
    await Connection(lambda _, __: asyncio.create_task(asyncio.sleep(0)), Timing()).run(f"{base}/link/?ticket=1")


async def by_spott(base: str) -> None:
    async with SpottClient(api_key="k", base_url=base, retry=False) as client:
        await client.contact("c-1")


WAYS: list[tuple[Callable[[str], Awaitable[None]], str]] = [
    (by_web_api, "POST {}/api/auth.test"),
    (by_response_url, "POST {}/commands/T1/1/x"),
    (by_connecting_ahead, "HEAD {}/"),
    (by_socket_mode, "GET {}/link/?ticket=1"),
    (by_spott, "GET {}/clients/contacts/c-1"),
]
IDS = [way.__name__ for way, _ in WAYS]


@pytest.fixture
async def proxy(server: RawServer) -> AsyncIterator[LocalProxy]:
    server.answers = [b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"]
    async with local_proxy(server.port) as running:
        yield running


async def try_way(way: Callable[[str], Awaitable[None]], base: str) -> None:
    with suppress(SlackError, SpottError):
        await way(base)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy"])
@pytest.mark.parametrize(("way", "request_line"), WAYS, ids=IDS)
async def test_all_outgoing_traffic_uses_the_proxy(
    way: Callable[[str], Awaitable[None]],
    request_line: str,
    variable: str,
    proxy: LocalProxy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(variable, proxy.url.replace("//", "//me:secret@"))
    await try_way(way, "http://outside.example.test")
    assert proxy.asked == [request_line.format("http://outside.example.test")]
    assert "Proxy-Authorization: Basic bWU6c2VjcmV0" in proxy.heads[0]


@pytest.mark.parametrize(("way", "request_line"), WAYS, ids=IDS)
async def test_loopback_traffic_bypasses_the_proxy(
    way: Callable[[str], Awaitable[None]],
    request_line: str,
    proxy: LocalProxy,
    server: RawServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(variable, proxy.url)
    await try_way(way, server.url)
    assert proxy.asked == []
    assert [request.partition(" HTTP/1.1")[0] for request in server.requests] == [request_line.format("")]


@pytest.mark.parametrize(("way", "request_line"), WAYS, ids=IDS)
async def test_unusable_proxy_variables_are_ignored(
    way: Callable[[str], Awaitable[None]], request_line: str, server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers = [b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"]
    for variable in ("ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(variable, "socks5://127.0.0.1:9")
    await try_way(way, server.url)
    assert [request.partition(" HTTP/1.1")[0] for request in server.requests] == [request_line.format("")]


@pytest.mark.parametrize("status", [403, 407, 502])
async def test_refusing_proxy_means_nothing_was_delivered(
    status: int, proxy: LocalProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy.refusal = status
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    base = "https://outside.example.test"
    with pytest.raises(SlackUnreachableError):
        await by_web_api(base)
    with pytest.raises(SpottUnavailableError):
        await by_spott(base)
    async with slack_session() as session:
        delivered = await response_url.post(session, f"{base}/commands/T1/1/x", {"text": "Hi"}, 5.0)
    assert delivered.result is Result.GONE
    assert proxy.asked == ["CONNECT outside.example.test:443"] * 3


async def test_unreachable_proxy_means_nothing_was_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    base = "https://outside.example.test"
    with pytest.raises(SlackUnreachableError):
        await by_web_api(base)
    with pytest.raises(SpottUnavailableError):
        await by_spott(base)


CONTACT = b'{"candidateId": "c-1", "firstName": "Kim", "lastName": "Lee"}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(CONTACT), CONTACT)


async def test_https_is_tunnelled(tmp_path: Path) -> None:
    made, context = certificate(tmp_path, "spott.example.test")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server, local_proxy(server.sockets[0].getsockname()[1]) as proxy:
        told = {"SPOTT_API_KEY": "k", "SPOTT_API_URL": "https://spott.example.test", "HTTPS_PROXY": proxy.url}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "lookup", "c-1"),
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SSL_CERT_FILE": str(made), **told},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        printed, complained = await process.communicate()
    assert (process.returncode, complained, set(proxy.asked)) == (0, b"", {"CONNECT spott.example.test:443"})
    assert b"Kim Lee" in printed
