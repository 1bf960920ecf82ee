"""One rule for all outgoing traffic: which proxy, if any, a connection uses.

HTTPS_PROXY and HTTP_PROXY name the proxy for https and http, NO_PROXY the hosts without one, in upper or lower case;
lower case wins. Loopback traffic never uses a proxy, whatever these say.

The libraries' own support is not used: slack_sdk ignores NO_PROXY, and aiohttp would also read passwords for servers
from ~/.netrc.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Self

from yarl import URL

if TYPE_CHECKING:
    from aiohttp import ClientHandlerType, ClientMiddlewareType, ClientRequest, ClientResponse

_VARIABLES = {"https": "HTTPS_PROXY", "http": "HTTP_PROXY"}
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")
_SECURE = {"https", "wss"}


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies from the environment.

    Attributes:
        https: For https and wss; None for no proxy.
        http: For http and ws; None for no proxy.
        exceptions: The hosts without a proxy, as NO_PROXY lists them.
    """

    https: URL | None = None
    http: URL | None = None
    exceptions: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Read the proxies; a value that is not the address of a proxy is ignored, see `problems`."""
        given = os.environ if environment is None else environment
        named = {scheme: _address(_value(given, variable)) for scheme, variable in _VARIABLES.items()}
        return cls(**named, exceptions=tuple(_value(given, "NO_PROXY").lower().replace(",", " ").split()))

    def of(self, url: URL) -> URL | None:
        """The proxy for an address; None for a direct connection."""
        host = (url.host or "").lower().removesuffix(".")
        proxy = self.https if url.scheme in _SECURE else self.http
        if proxy is None or _is_this_machine(host) or any(_covers(entry, host, url.port) for entry in self.exceptions):
            return None
        return proxy

    @property
    def middlewares(self) -> "tuple[ClientMiddlewareType, ...]":
        """Middlewares that make an `aiohttp.ClientSession` follow the rule; empty if there is no proxy."""
        return () if self == Proxies() else (self._through,)

    async def _through(self, request: "ClientRequest", handler: "ClientHandlerType") -> "ClientResponse":
        # https://docs.aiohttp.org/en/stable/client_advanced.html#client-middleware
        request.proxy = self.of(request.url)
        return await handler(request)


def problems(environment: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each variable that does not name a usable proxy."""
    for variable in _VARIABLES.values():
        value = _value(environment, variable)
        if value and _address(value) is None:
            yield f"{variable} must be the address of an HTTP proxy, like http://proxy.example.com:3128"


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _covers(entry: str, host: str, port: int | None) -> bool:
    """Whether an entry of NO_PROXY covers a host: by its name, a domain above it, its address, or its network."""
    name, colon, only_port = entry.rpartition(":")
    if colon and only_port.isdecimal() and (":" not in name or name.endswith("]")):
        return int(only_port) == port and _covers(name, host, port)
    try:
        return ip_address(host) in ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        domain = entry.removeprefix("*").removeprefix(".")
        return entry == "*" or (domain != "" and f".{host}".endswith(f".{domain}"))


def _value(environment: Mapping[str, str], variable: str) -> str:
    """The variable's value, in lower or upper case."""
    lower = variable.lower()
    return (environment[lower] if lower in environment else environment.get(variable, "")).strip()


def _address(value: str) -> URL | None:
    """The address of a proxy; like curl, this accepts it without http://."""
    if not value:
        return None
    try:
        url = URL(value if "://" in value else f"http://{value}")
    except ValueError:
        return None
    usable = url.scheme in {"http", "https"} and url.port and _HOST.fullmatch(url.host or "")
    return url if usable else None
