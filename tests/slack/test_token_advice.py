"""When Slack does not accept the token, the start, the log and `check` say what is wrong and what to do."""

import pytest

from bot.cli import check
from bot.sandbox.slack.server import Fault
from bot.sandbox.world import World, world
from bot.server.process import CannotStartError
from bot.slack.errors import SlackError, from_answer
from bot.slack.token_advice import advice
from tests.front_door import restarted

COPY_AGAIN = "copy SLACK_BOT_TOKEN again from OAuth & Permissions"
INSTALL_AGAIN = "install the app again, and copy SLACK_BOT_TOKEN from OAuth & Permissions"
ASK_ADMIN = "ask an admin of the Slack workspace whether it allows the app"
NETWORK = "check the network, the proxy, SLACK_API_URL and https://slack-status.com"
ORG_WIDE = "the token is for a whole organisation; install the app in one workspace, and take that token"
CHANGING = "Slack is changing the workspace's organisation; if it lasts for hours, install the app again"
ROTATION = "token rotation is on and cannot be turned off; make the app again from its manifest, without it"

REFUSES = "Slack refuses SLACK_BOT_TOKEN"
REFUSED = {
    "invalid_auth": COPY_AGAIN,
    "not_authed": COPY_AGAIN,
    "account_inactive": INSTALL_AGAIN,
    "token_revoked": INSTALL_AGAIN,
    "token_expired": ROTATION,
}


ADVICE = [
    *REFUSED.items(),
    ("access_denied", ASK_ADMIN),
    ("ekm_access_denied", ASK_ADMIN),
    ("enterprise_is_restricted", ASK_ADMIN),
    ("team_added_to_org", CHANGING),
    ("missing_scope", "install the app again from its manifest"),
    ("something_new", COPY_AGAIN),
    ("internal_error", NETWORK),
    ("ratelimited", NETWORK),
    (None, NETWORK),
]


def test_what_to_do() -> None:
    assert {code: advice(from_answer(200, code, None)) for code, _ in ADVICE} == dict(ADVICE)


def auth_answer(**answer: object) -> Fault:
    ours = {"ok": True, "team_id": "T0NORTHWND", "team": "Northwind", "user_id": "U0SPOTTBOT", "bot_id": "B0SPOTTBOT"}
    return Fault(200, body={**ours, **answer})


ORG_WIDE_ANSWERS: list[dict[str, object]] = [
    {"is_enterprise_install": True},
    {"is_enterprise_install": True, "enterprise_id": "E0NORTHWND"},
    {"team_id": "E0NORTHWND"},
    {"team_id": "E0NORTHWND", "enterprise_id": "E0NORTHWND", "is_enterprise_install": True},
    {"team_id": "E0NORTHWND", "is_enterprise_install": False},
]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        *((auth_answer(**answer), f"{REFUSES} (org_wide_token): {ORG_WIDE}.") for answer in ORG_WIDE_ANSWERS),
        *(
            (auth_answer(ok=False, error=code), f"{REFUSES} ({code}): {expected}.")
            for code, expected in REFUSED.items()
        ),
    ],
    ids=[*(f"org-wide {number}" for number, _ in enumerate(ORG_WIDE_ANSWERS)), *REFUSED],
)
async def test_failed_start_is_one_sentence(fault: Fault, told: str) -> None:
    async with world() as here:
        here.slack.faults.add("auth.test", fault)
        with pytest.raises(CannotStartError) as raised:
            async with restarted(here):
                raise AssertionError
    assert str(raised.value) == told


@pytest.mark.parametrize("answer", ORG_WIDE_ANSWERS, ids=[f"org-wide {n}" for n, _ in enumerate(ORG_WIDE_ANSWERS)])
async def test_check_reports_an_organisation_wide_token(answer: dict[str, object], over_http: World) -> None:
    over_http.slack.faults.add("auth.test", auth_answer(**answer))
    lines = [str(finding) for finding in await check.findings(over_http.process.settings)]
    assert lines[1] == f"WRONG Slack token: refused (org_wide_token); {ORG_WIDE}"


async def test_token_of_a_workspace_in_an_organisation_is_accepted(over_http: World) -> None:
    over_http.slack.faults.add("auth.test", auth_answer(enterprise_id="E0NORTHWND", is_enterprise_install=False))
    lines = [str(finding) for finding in await check.findings(over_http.process.settings)]
    assert lines[1] == "ok    Slack token: bot U0SPOTTBOT in workspace Northwind"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(500), "unreadable_answer"),
        (auth_answer(ok=False, error="internal_error"), "internal_error"),
        (auth_answer(ok=False, error="ratelimited"), "ratelimited"),
        (auth_answer(team_id=7), "unreadable_answer"),
        (Fault(429, headers={"Retry-After": "1"}), "ratelimited"),
    ],
    ids=["500", "internal error", "limited", "nonsense", "429"],
)
async def test_unanswered_start_serves_with_a_warning(
    fault: Fault, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with world() as here:
        here.slack.faults.add("auth.test", fault, times=2)
        async with restarted(here):
            lines = [record.getMessage() for record in caplog.records if record.name == "bot.server.process"]
    assert lines == [
        f"Slack does not confirm our token (auth.test: {code}), and nobody can look people up until it does; {NETWORK}"
    ]


def test_every_error_has_advice() -> None:
    assert advice(SlackError("other")) == NETWORK
