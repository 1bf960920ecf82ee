"""`python -m bot manifest` prints what each way to run the app needs."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.manifest import entries as entries_table
from bot.manifest.entries import Entry, Shortcut
from bot.server.paths import EVENTS_PATH

MANIFESTS = Path(__file__).parents[2] / "manifests"
NAMES = ["http.json", "socket-mode.json"]
HOST = "YOUR-HOST.example.com"


@pytest.mark.parametrize(("name", "options"), [("http.json", ["--http", HOST]), ("socket-mode.json", [])], ids=NAMES)
def test_manifests_are_what_the_command_prints(
    name: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["manifest", *options]) == 0
    assert capsys.readouterr().out == (MANIFESTS / name).read_text(encoding="utf-8"), "run `make manifests`"


def entries(**presences: str) -> dict[str, Entry]:
    """Made-up entries, each with a scope, an event, a shortcut and a menu with the entry's name."""
    return {
        name: Entry(
            what=name,
            presence=presence,  # type: ignore[arg-type]
            scopes=("chat:write", f"{name}:read"),
            optional=name == "optional",
            shortcuts=(Shortcut("look_up_in_spott", "global"),),
            events=(f"{name}_happened",),
            suggestions=(name,),
            home_tab=name == "home",
        )
        for name, presence in presences.items()
    }


@pytest.mark.parametrize(
    ("options", "has"),
    [
        ([], ["always", "optional", "home"]),
        (["--with", "links"], ["always", "optional", "home", "links"]),
        (["--without", "home", "--with", "links"], ["always", "optional", "links"]),
    ],
    ids=["default", "with", "without"],
)
@pytest.mark.parametrize("host", [None, "bot.example.com"], ids=["Socket Mode", "HTTP"])
def test_entry_that_is_left_out_leaves_nothing_behind(
    options: list[str],
    has: list[str],
    host: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = entries(always="always", optional="always", home="by default", links="on request")
    for module in (entries_table, main):
        monkeypatch.setattr(module, "ENTRIES", table)
    assert main.main(["manifest", *options, *(["--http", f"https://{host}/"] if host else [])]) == 0
    made = json.loads(capsys.readouterr().out)

    url = f"https://{host}{EVENTS_PATH}"
    assert made["oauth_config"]["scopes"] == {
        "bot": ["chat:write", *(f"{name}:read" for name in has if name != "optional"), "optional:read"],
        "bot_optional": ["optional:read"],
    }
    assert made["features"]["app_home"]["home_tab_enabled"] is ("home" in has)
    assert len(made["features"]["shortcuts"]) == len(has)
    events = {"bot_events": [f"{name}_happened" for name in has]}
    assert made["settings"]["event_subscriptions"] == events | ({"request_url": url} if host else {})
    assert made["settings"]["interactivity"] == {"is_enabled": True} | (
        {"request_url": url, "message_menu_options_url": url} if host else {}
    )


@pytest.mark.parametrize("host", ["", "two words", "host/path", "http://host", '"', "-h.example.com"])
def test_invalid_host_is_refused(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["manifest", f"--http={host}"]) == main.EXIT_FAILED
    told = "--http needs the name of the host to which Slack posts, like spott.example.com\n"
    assert capsys.readouterr() == ("", told)


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        ({"SPOTT_APP_URL": "https://App.example.com/p/{candidate_id}"}, ["app.example.com"]),
        (
            {
                "SPOTT_APP_URL": "https://app.example.com/p/{candidate_id}",
                "SPOTT_JOB_URL": "https://jobs.example.com:8443/{vacancy_id}",
            },
            ["app.example.com", "jobs.example.com"],
        ),
        ({}, "--with links needs SPOTT_APP_URL or SPOTT_JOB_URL: set them in .env, as for the app\n"),
        (
            {"SPOTT_APP_URL": "https://10.0.0.1/{candidate_id}"},
            "Slack shows no previews of links to 10.0.0.1: it has to be a public host name\n",
        ),
    ],
    ids=["one host", "two hosts", "not set", "an address"],
)
def test_domains_of_links_are_those_of_the_settings(
    pages: dict[str, str],
    printed: list[str] | str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SPOTT_APP_URL", "SPOTT_JOB_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in pages.items():
        monkeypatch.setenv(name, value)
    exit_code = main.main(["manifest", "--with", "links"])
    out, err = capsys.readouterr()
    if isinstance(printed, str):
        assert (exit_code, out, err) == (main.EXIT_FAILED, "", printed)
    else:
        made = json.loads(out)
        assert (exit_code, made["features"]["unfurl_domains"]) == (0, printed)
        assert {"links:read", "links:write"} < {*made["oauth_config"]["scopes"]["bot"]}
        assert "link_shared" in made["settings"]["event_subscriptions"]["bot_events"]
