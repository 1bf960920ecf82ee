"""Spott's answers over the wire, and a client that asks for them."""

from pathlib import Path
from typing import Any, Protocol

from bot.spott.client import SpottClient

SAMPLES = Path(__file__).parent / "samples"
KEY = "spott-test-key"


class Server(Protocol):
    answers: list[Any]
    requests: list[str]
    keep_alive: bool
    connections: int
    url: str


def http(status: int, body: bytes = b"", *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status} Reason", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + body


def sample(name: str) -> bytes:
    return http(int(name.split(".")[1]), (SAMPLES / name).read_bytes(), "Content-Type: application/json")


def client_of(server: Server, *, timeout: float = 5.0, retry: bool = True, path: str = "") -> SpottClient:
    return SpottClient(api_key=KEY, base_url=server.url + path, timeout=timeout, retry=retry)


GOOD = sample("contact-sparse.200.json")
