"""The demo's servers are for programs of this machine, and not for pages that a browser on it has open.

A page may make its own host name lead to 127.0.0.1 and then ask there as if at home (DNS rebinding); its name stands in
the Host header all the same.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

_NAMES = ("127.0.0.1", "localhost")
_HTTP = 80


@web.middleware
async def local_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse whatever is meant for another host, or another port."""
    port = request.transport.get_extra_info("sockname")[1] if request.transport is not None else 0
    local = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == _HTTP else set())
    if request.headers.get("Host", "").lower() not in local:
        return web.json_response({"ok": False, "error": f"this is for 127.0.0.1:{port} only"}, status=403)
    return await handler(request)
