"""`python -m bot lookup` and `check`, run like a user would."""

import asyncio
import io
import json
import re
import sys
from pathlib import Path

import pytest

from bot.cli import check, lookup, main
from bot.sandbox.slack.blocks import check_message
from bot.sandbox.world import API_KEY, World, world
from bot.settings import ServingSettings
from bot.spott.errors import KeyRefusedError, SpottUnavailableError
from tests.english import say

ROOT = Path(__file__).parents[2]
PAGE = "https://app.example.com/people/{candidate_id}"
NOTHING_KEPT = "off   store: nothing is kept, since DATABASE_URL is none"


def settings(here: World, **others: object) -> ServingSettings:
    return ServingSettings(
        **{
            "slack_bot_token": here.slack.bot_token,
            "slack_signing_secret": here.slack.signing_secret,
            "slack_api_url": here.slack.api_url,
            "spott_api_key": API_KEY,
            "spott_api_url": here.spott.url,
            "spott_app_url": PAGE,
            "database_url": "none",
            **others,
        }
    )


async def test_card_is_readable_in_a_terminal(over_http: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert await lookup.lookup(settings(over_http), "c-no-roles", as_json=False) == 0
    printed = capsys.readouterr().out
    dated = re.sub(r"\d{1,2} [A-Z][a-z]{2} \d{4}, \d{2}:\d{2} UTC", "<when>", printed)
    assert dated.splitlines()[:4] == [
        "Sam Taylor",
        "No open applications",
        "⚠️ No next task",
        "",
    ]
    assert dated.splitlines()[-4:] == [
        "Owner Noor Haddad \u00b7 Porto",
        "As of <when>",
        "",
        "Open in Spott: https://app.example.com/people/c-no-roles",
    ]


async def test_payload_fits_block_kit_builder(over_http: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert await lookup.lookup(settings(over_http), "c-ada-lovelace", as_json=True) == 0
    payload = json.loads(capsys.readouterr().out)
    assert payload.keys() == {"blocks"}
    assert check_message({"text": "card", **payload}) == []


@pytest.mark.parametrize(
    ("candidate_id", "told"),
    [
        ("c-404", f"{say('nobody_by_id')}\n"),
        ("Nobody Nowhere", f"{say('nobody_by_name')}\n"),
        ("job nonsense", f"{say('no_open_job')}\n"),
        ("", "Say who or what to look up: a person, several people, or job and its words.\n"),
        (
            "c-401",
            "Spott refused the API key. Make a new one in Spott (Settings, API Keys) and set SPOTT_API_KEY.\n",
        ),
    ],
)
async def test_no_card_is_one_line_and_exit_code_1(
    over_http: World, candidate_id: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await lookup.lookup(settings(over_http), candidate_id, as_json=False) == 1
    assert capsys.readouterr() == ("", told)


LINKS_OFF = (
    "off   Slack scopes: links:read, links:write missing for previews of links to Spott; install the app again from its"
    " manifest (spott-slack manifest --with links)"
)


async def test_everything_that_spott_shows_is_printed(over_http: World, capsys: pytest.CaptureFixture[str]) -> None:
    printed = {}
    for typed in ("job backend acorn", "job acorn", "joris vandenbroucke; c-404", "Ada Lovelace", "Jors Vandenbrouke"):
        assert await lookup.lookup(settings(over_http), typed, as_json=False) == 0
        printed[typed] = capsys.readouterr().out.splitlines()
    job = printed["job backend acorn"]
    assert job[:2] == ["Backend Engineer", "================"]
    assert next(line for line in job if "Offer" in line) == "🟠 Offer 1 \u00b7 Ada Lovelace"
    assert [line for line in printed["job acorn"] if line in {"Backend Engineer", "Lead Data Scientist"}]
    assert printed["joris vandenbroucke; c-404"][:2] == [
        "Joris Vandenbroucke",
        "Inbound, Backend Engineer, Acorn Analytics",
    ]
    assert say("nobody_in_list") in printed["joris vandenbroucke; c-404"]
    assert printed["Ada Lovelace"][0] == "Ada Lovelace"
    assert printed["Jors Vandenbrouke"][0] == say("did_you_mean")


async def found(here: World, **others: object) -> list[str]:
    return [str(finding) for finding in await check.findings(settings(here, **others))]


async def test_check_reports_that_everything_is_right(over_http: World) -> None:
    assert await found(over_http) == [
        "ok    settings",
        "ok    Slack token: bot U0SPOTTBOT in workspace Northwind Recruiting (demo)",
        "ok    Slack scopes: all 9 that these settings need",
        LINKS_OFF,
        "ok    Spott key: good, 3 users in Spott",
        NOTHING_KEPT,
    ]


async def test_check_reports_problems_and_remedies(over_http: World) -> None:
    others = {"slack_bot_token": "xoxb-wrong", "spott_api_key": "wrong"}
    assert await found(over_http, **others) == [
        "ok    settings",
        "WRONG Slack token: refused (invalid_auth); copy SLACK_BOT_TOKEN again from OAuth & Permissions",
        f"WRONG Spott: {KeyRefusedError.sentence} {KeyRefusedError.remedy}",
        NOTHING_KEPT,
    ]


async def test_check_tries_the_app_token(over_http: World) -> None:
    good = await found(over_http, slack_app_token=over_http.slack.app_token)
    bad = await found(over_http, slack_app_token="xapp-wrong")
    assert good[4] == "ok    Slack app token: may connect over Socket Mode"
    assert bad[4] == (
        "WRONG Slack app token: refused (invalid_auth); make a new SLACK_APP_TOKEN with the scope connections:write"
    )


async def test_check_says_which_entries_lack_scopes(over_http: World) -> None:
    over_http.slack.installation.scopes -= {"commands", "im:read"}
    assert (await found(over_http, allowed_user_groups="S0RECRUITR"))[2:-2] == [
        f"WRONG Slack scopes: {lack}; install the app again from its manifest (spott-slack manifest)"
        for lack in (
            "commands missing for /spott",
            "commands missing for Look up in Spott, in a message's menu",
            "commands missing for Find in Spott, among the shortcuts",
            "im:read missing for seeing who asks and who can read the answer",
            "usergroups:read missing for ALLOWED_USER_GROUPS",
        )
    ] + [LINKS_OFF]


async def test_check_reports_unreachable_services() -> None:
    async with world() as here:
        nowhere = {"slack_api_url": "http://127.0.0.1:9/api", "spott_api_url": "http://127.0.0.1:9"}
        lines = await found(here, **nowhere)
    assert lines[1] == (
        "WRONG Slack: no answer (unreachable); check the network, the proxy, SLACK_API_URL and https://slack-status.com"
    )
    assert lines[2] == f"WRONG Spott: {SpottUnavailableError.sentence} {SpottUnavailableError.remedy}"


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", "?? "), ("utf-8", "⚠️ ")])
async def test_any_output_encoding_works(
    encoding: str, shown: str, over_http: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPOTT_API_KEY", API_KEY)
    monkeypatch.setenv("SPOTT_API_URL", over_http.spott.url)
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    assert await asyncio.to_thread(main.main, ["lookup", "c-ada-lovelace"]) == 0
    sys.stdout.flush()
    first, second, *_ = written.getvalue().decode(encoding).splitlines()
    assert (first, second.partition("Two")[0]) == ("Ada Lovelace", shown)
