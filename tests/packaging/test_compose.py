"""The files for `docker compose`, compared with the app; CI also runs the real one on them."""

import re

from bot.server.capacity import Limits
from bot.settings import Settings
from tests.packaging.container import ROOT, instructions

ONE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
SEVERAL = (ROOT / "compose.several.yaml").read_text(encoding="utf-8")


def test_every_variable_is_a_setting_or_the_databases() -> None:
    named = re.findall(r"^ +([A-Z_]+):|\$\{(\w+)", ONE + SEVERAL, re.MULTILINE)
    settings = {name.upper() for name in Settings.model_fields}
    assert {a or b for a, b in named} - settings == {"POSTGRES_USER", "POSTGRES_PASSWORD"}


def test_proxy_leads_to_the_bots_and_gives_connections_up_before_they_do() -> None:
    dockerfile = dict(instructions((ROOT / "Dockerfile").read_text(encoding="utf-8")))
    port = dockerfile["EXPOSE"]
    assert f'PORT: "{port}"' in ONE
    assert f"reverse_proxy bot:{port} second:{port} {{" in SEVERAL
    (kept,) = re.findall(r"keepalive (\d+)s", SEVERAL)
    assert int(kept) < Limits().keep_alive
