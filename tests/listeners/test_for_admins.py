"""The settings on an admin's Home tab."""

import pytest

from bot.access.rules import Policy
from bot.listeners import for_admins
from bot.spott.errors import SpottTimeoutError
from tests.cards.people import NOW
from tests.english import say

ELSEWHERE = "Otherwise only the person who asks sees them."


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        pytest.param(
            Policy(),
            [f"Cards are posted where someone asks, if only full members of this workspace can read it. {ELSEWHERE}"],
            id="default",
        ),
        pytest.param(
            Policy(channels=frozenset({"C2", "C1"}), guests_in_channel="allow", organisation_in_channel="allow"),
            [
                f"Cards are posted in <#C1>, <#C2>, if only full members of this workspace can read it. {ELSEWHERE}",
                "Cards are also posted where guests can read.",
                "Cards are also posted where other workspaces of your organisation can read.",
            ],
            id="listed channels, and others may read",
        ),
        pytest.param(
            Policy(reply_in="private", guests_in_channel="allow"),
            ["Only the person who asks sees a card, until they post it."],
            id="private",
        ),
    ],
)
def test_where_cards_go(policy: Policy, told: list[str]) -> None:
    assert for_admins.places(say, policy) == told


@pytest.mark.parametrize(
    ("policy", "who", "ask"),
    [
        pytest.param(
            Policy(),
            "Every full member of this workspace. Guests and other organisations can't.",
            "a workspace admin",
            id="everyone",
        ),
        pytest.param(
            Policy(users=frozenset({"U2", "U1"}), user_groups=frozenset({"S1"}), admins=frozenset({"U3", "U4"})),
            "Only <!subteam^S1>, <@U1>, <@U2>, if they are full members.",
            "<@U3> or <@U4>",
            id="listed",
        ),
        pytest.param(
            Policy(users=frozenset(f"U{number:02}" for number in range(1, 24))),
            f"Only {', '.join(f'<@U{number:02}>' for number in range(1, 21))} and 3 more, if they are full members.",
            "a workspace admin",
            id="many",
        ),
    ],
)
def test_who_may_look_people_up(policy: Policy, who: str, ask: str) -> None:
    assert for_admins.people(say, policy, (60, 1_500)) == [
        who,
        "Each of them up to 60 times a minute and 1,500 times a day.",
        f"People who are turned away are told to ask {ask}.",
    ]


def test_state_of_spott_slack_and_the_log() -> None:
    confirmed = "<!date^1795341540^{date_short} at {time}|22 Nov 2026, 09:59 UTC>"
    slack = f"Slack accepts the app's token. It last said so {confirmed}."
    works = for_admins.state(say, None, token_age=60.0, log="The log is written.", now=NOW)
    fails = for_admins.state(say, SpottTimeoutError(), token_age=60.0, log="It is not.", now=NOW)
    assert works == ["Spott answers, and accepts the app's API key.", slack, "The log is written."]
    assert fails == [say("spott_timeout"), slack, "It is not."]
