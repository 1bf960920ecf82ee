"""Which signals stop the process and which are ignored; `scenarios/test_signals.py` sends them to a process."""

import signal
from typing import Any

import pytest

from bot.server import signals


@pytest.fixture
def handlers(monkeypatch: pytest.MonkeyPatch) -> dict[int, Any]:
    """The handlers that would be installed, without affecting the process that runs the tests."""
    installed: dict[int, Any] = {}
    monkeypatch.setattr(signal, "signal", installed.__setitem__)
    return installed


def test_each_signal_is_handled_or_ignored(handlers: dict[int, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_DFL)
    stops: list[str] = []
    signals.install(lambda: stops.append("stop"))
    for number, handler in handlers.items():
        if handler is not signal.SIG_IGN:
            handler(number, None)
    installed = {number for number, handler in handlers.items() if handler is not signal.SIG_IGN}
    assert {signal.SIGTERM, signal.SIGINT} <= installed
    assert len(stops) == len(installed)
    for name in ("SIGHUP", "SIGQUIT", "SIGPWR", "SIGXCPU"):
        assert getattr(signal, name, signal.SIGTERM) in installed
    for name in ("SIGUSR1", "SIGUSR2", "SIGALRM"):
        if hasattr(signal, name):
            assert handlers[getattr(signal, name)] is signal.SIG_IGN


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminal hangs up here")
def test_sighup_is_ignored_under_nohup(handlers: dict[int, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_IGN)
    signals.install(lambda: None)
    assert signal.SIGHUP not in handlers
    assert handlers[signal.SIGTERM] is not signal.SIG_IGN
