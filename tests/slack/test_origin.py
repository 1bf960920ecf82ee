"""Where answers may go, and whose requests are answered."""

from typing import Any

import pytest

from bot.slack.installation import Installation
from bot.slack.origin import Origin

SLACK = "https://slack.com/api"
OURS = Installation("T0EXAMPLE1", "Example", None, "U0BOT", "B0BOT", frozenset())
IN_ORGANISATION = Installation("T0EXAMPLE1", "Example", "E0EXAMPLE1", "U0BOT", "B0BOT", frozenset())
PATH = "/commands/T0EXAMPLE1/397700885554/96rGlfmibIGlgcZRskXaIFfN"
GOOD = f"https://hooks.slack.com{PATH}"


OWN_URLS = [
    (SLACK, GOOD),
    (SLACK, "https://hooks.slack.com/actions/T0EXAMPLE1/1232321423432/D09sSasdasdAS9091209"),
    (SLACK, "https://hooks.slack.com/actions/E0EXAMPLE1/111/xxx"),
    (SLACK, "https://hooks.slack.com/app/T0EXAMPLE1/123/abc"),
    (SLACK, "https://hooks.slack.com/app-actions/T0EXAMPLE1/21974584944/yk1S9ndf35Q1flupVG5JbpM6"),
    (SLACK, "https://hooks.slack.com/commands/1234/5678"),
    ("https://slack-gov.com/api", f"https://hooks.slack-gov.com{PATH}"),
    ("http://127.0.0.1:8080/api", f"http://127.0.0.1:8080{PATH}"),
    ("https://slack.example.com/api", f"https://slack.example.com{PATH}"),
]


def test_slacks_own_urls_are_accepted() -> None:
    for api, url in OWN_URLS:
        assert not Origin(api).leads_elsewhere({"response_url": url}), url


ELSEWHERE: list[Any] = [
    f"http://hooks.slack.com{PATH}",
    f"HTTPS://hooks.slack.com{PATH}",
    f"https://Hooks.Slack.com{PATH}",
    f"https://hooks.slack.com.{PATH}",
    f"https://hooks.slack.com:443{PATH}",
    f"https://hooks.slack.com:8443{PATH}",
    f"https://hooks.slack.com:{PATH}",
    f"https://hooks.slack.com@evil.example{PATH}",
    f"https://hooks.slack.com:x@evil.example{PATH}",
    f"https://user@hooks.slack.com{PATH}",
    f"https://evil.example/hooks.slack.com{PATH}",
    f"https://evil.example#@hooks.slack.com{PATH}",
    f"https://evil.example?hooks.slack.com{PATH}",
    f"https://evil.example\\@hooks.slack.com{PATH}",
    f"https://hooks.slack.com\\.evil.example{PATH}",
    f"https://hooks.slack.com%2eevil.example{PATH}",
    f"https://hooks.slack.com.evil.example{PATH}",
    f"https://evilhooks.slack.com{PATH}",
    f"https://evil-hooks.slack.com{PATH}",
    f"https://a.hooks.slack.com{PATH}",
    f"https://slack.com{PATH}",
    f"https://hooks-slack.com{PATH}",
    f"https://hooksXslack.com{PATH}",
    f"https://hooks.slack.co{PATH}",
    f"https://hooks.slack-gov.com{PATH}",
    f"https://hooks.sl\u0430ck.com{PATH}",
    f"https://hooks\u3002slack\u3002com{PATH}",
    f"https://hooks.slack.com\u2044.evil.example{PATH}",
    f"https://\uff48ooks.slack.com{PATH}",
    f"https://xn--hoks-0ra.slack.com{PATH}",
    f"https://127.0.0.1{PATH}",
    f"https://2130706433{PATH}",
    f"https://[::1]{PATH}",
    f"https://169.254.169.254{PATH}",
    f"https://localhost{PATH}",
    f"//hooks.slack.com{PATH}",
    f"https:/hooks.slack.com{PATH}",
    f"https:hooks.slack.com{PATH}",
    f"https:///hooks.slack.com{PATH}",
    f" {GOOD}",
    f"{GOOD} ",
    f"{GOOD}\n",
    f"\t{GOOD}",
    f"{GOOD}\r\nHost: evil.example",
    f"ftp://hooks.slack.com{PATH}",
    f"file:///etc/passwd#{GOOD}",
    "javascript:alert(1)",
    f"https://hooks.slack.com/../..{PATH}",
    "https://hooks.slack.com/commands/../services/T0EXAMPLE1/B1/x",
    "https://hooks.slack.com/commands/%2e%2e/services/T0EXAMPLE1/B1/x",
    "https://hooks.slack.com/services/T0EXAMPLE1/B1/x",
    "https://hooks.slack.com/workflows/T0EXAMPLE1/F1/X1/y",
    "https://hooks.slack.com/triggers/T0EXAMPLE1/1/y",
    "https://hooks.slack.com//services/T0EXAMPLE1/B1/x",
    "https://hooks.slack.com/SERVICES/T0EXAMPLE1/B1/x",
    f"{GOOD}?to=evil",
    f"{GOOD}#evil",
    "https://hooks.slack.com",
    "https://hooks.slack.com/",
    "",
    "x",
    5,
    True,
    [],
    {},
    [GOOD],
]


def test_other_spellings_are_refused() -> None:
    assert [url for url in ELSEWHERE if not Origin(SLACK).leads_elsewhere({"response_url": url})] == []


def test_a_form_is_answered_only_in_slack() -> None:
    good = {"channel_id": "C012", "response_url": GOOD}
    bad: list[Any] = [
        *({**good, "response_url": url} for url in (*ELSEWHERE, None)),
        {"channel_id": "C012"},
        None,
    ]
    assert [one for one in bad if not Origin(SLACK).leads_elsewhere({"response_urls": [good, one]})] == []
    assert [one for one in ({"0": good}, 7) if not Origin(SLACK).leads_elsewhere({"response_urls": one})] == []
    assert not any(Origin(SLACK).leads_elsewhere({"response_urls": urls}) for urls in ([], [good], [good, good]))


@pytest.mark.parametrize(
    "url", [GOOD, f"http://127.0.0.1:8081{PATH}", f"http://127.0.0.1{PATH}", f"https://127.0.0.1:8080{PATH}"]
)
def test_with_another_web_api_only_its_host_is_accepted(url: str) -> None:
    assert Origin("http://127.0.0.1:8080/api").leads_elsewhere({"response_url": url})


@pytest.mark.parametrize("api", ["https://slack.com:8443/api", "https://slack.com.evil.example/api"])
def test_slacks_hosts_belong_to_slacks_web_api(api: str) -> None:
    assert Origin(api).leads_elsewhere({"response_url": GOOD})


def test_request_without_a_response_url_is_accepted() -> None:
    assert not Origin(SLACK).leads_elsewhere({})
    assert not Origin(SLACK).leads_elsewhere({"response_url": None})


OTHER = {"id": "T0ATTACKER"}
OWN = {"id": "T0EXAMPLE1"}
EVENT = {"type": "event_callback", "team_id": "T0EXAMPLE1"}
FOR_US = {"team_id": "T0EXAMPLE1", "enterprise_id": None}


NAMING_OURS: list[tuple[dict[str, Any], Installation]] = [
    ({"team_id": "T0EXAMPLE1"}, OURS),
    ({"team_id": "T0EXAMPLE1", "response_url": GOOD}, OURS),
    (EVENT, OURS),
    (EVENT | {"team_id": "T0CLIENT", "authorizations": [FOR_US]}, OURS),
    (EVENT | {"authorizations": [{"team_id": None, "enterprise_id": "E0EXAMPLE1"}]}, IN_ORGANISATION),
    ({"team": OWN, "enterprise": None, "user": {"team_id": "T0ATTACKER"}}, OURS),
    ({"team": OWN, "enterprise": {"id": "E0EXAMPLE1"}}, IN_ORGANISATION),
    ({"team_id": "T0EXAMPLE1", "enterprise_id": "E0EXAMPLE1"}, IN_ORGANISATION),
    ({"team": None, "enterprise": {"id": "E0EXAMPLE1"}}, IN_ORGANISATION),
    ({"team": OTHER, "view": {"app_installed_team_id": "T0EXAMPLE1"}}, OURS),
    (
        {"team": OWN, "response_url": "https://hooks.slack.com/actions/E0EXAMPLE1/111/xxx"},
        IN_ORGANISATION,
    ),
]


def test_request_naming_our_workspace_is_ours() -> None:
    for body, ours in NAMING_OURS:
        assert not Origin(SLACK).is_foreign(body, ours), body


FOREIGN: list[dict[str, Any]] = [
    {},
    {"team_id": ""},
    {"team": None, "enterprise": None},
    {"team": {}},
    {"team": "T0EXAMPLE1"},
    {"team_id": "T0ATTACKER"},
    {"team_id": "T0ATTACKER", "authorizations": [FOR_US]},
    EVENT | {"team_id": "T0ATTACKER"},
    EVENT | {"team_id": "T0ATTACKER", "authorizations": []},
    EVENT | {"authorizations": [{"team_id": "T0ATTACKER", "enterprise_id": None}]},
    EVENT | {"authorizations": [{"team_id": "T0ATTACKER"}, FOR_US]},
    EVENT | {"authorizations": [{}]},
    {"team_id": "t0example1"},
    {"team_id": "T0EXAMPLE1 "},
    {"team_id": "T0EXAMPLE12"},
    {"team_id": ["T0EXAMPLE1"]},
    {"team_id": {"id": "T0EXAMPLE1"}},
    {"team_id": 5},
    {"team": OTHER},
    {"team": {"id": ["T0EXAMPLE1"]}},
    {"team_id": "T0ATTACKER", "team": OWN},
    {"team": OWN, "enterprise": {"id": "E0ATTACKER"}},
    {"team_id": "T0EXAMPLE1", "enterprise_id": "E0ATTACKER"},
    {"team": OTHER, "enterprise": {"id": "E0EXAMPLE1"}},
    {"team": None, "enterprise": {"id": "E0ATTACKER"}},
    {"team": OWN, "view": {"app_installed_team_id": "T0ATTACKER"}},
    {"team": OWN, "view": {"app_installed_team_id": ["T0EXAMPLE1"]}},
    {"team_id": "T0EXAMPLE1", "response_url": "https://hooks.slack.com/commands/T0ATTACKER/1/x"},
    {"team": OWN, "response_url": "https://hooks.slack.com/actions/E0ATTACKER/1/x"},
    {"team": OWN, "response_urls": [{"response_url": "https://hooks.slack.com/app/T0ATTACKER/1/x"}]},
]


def test_request_naming_another_workspace_or_none_is_not_ours() -> None:
    for body in FOREIGN:
        for ours in [OURS, IN_ORGANISATION]:
            assert Origin(SLACK).is_foreign(body, ours), (body, ours)
