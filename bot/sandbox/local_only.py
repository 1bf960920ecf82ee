"""Protects the demo's servers from web pages that are open in a browser on this machine.

A page can point its own host name at 127.0.0.1 and then send requests there (DNS rebinding), but the Host header still
names the page's host.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

_NAMES = ("127.0.0.1", "localhost")
_HTTP = 80


@web.middleware
async def local_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Reject requests for another host or port."""
    port = request.transport.get_extra_info("sockname")[1] if request.transport is not None else 0
    local = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == _HTTP else set())
    if request.headers.get("Host", "").lower() not in local:
        return web.json_response({"ok": False, "error": f"this is for 127.0.0.1:{port} only"}, status=403)
    return await handler(request)
