"""The sample workspace as part of an Enterprise Grid organisation, with people and channels that only those have.

https://docs.slack.dev/enterprise
"""

from dataclasses import replace

from bot.sandbox.slack.workspace import (
    BOT,
    COLLEAGUE,
    MEMBER,
    OTHER_TEAM,
    STRANGER,
    TEAM,
    Channel,
    Organisation,
    User,
    Workspace,
    sample_workspace,
)

ORGANISATION = "E0NORTHWND"
SISTER_TEAM = "T0SISTERCO"

SISTER = "U0SISTER01"
SISTER_GUEST = "U0SISTER02"
IN_BOTH = "W0INBOTH01"

ORG_SHARED = "C0ORGSHAR1"
ORG_SHARED_PRIVATE = "C0ORGSHAR2"
ORG_WIDE = "C0ORGWIDE1"
ORG_DEFAULT = "C0ORGDEFLT"
ORG_AND_CLIENT = "C0ORGCLNT1"
GROUP_DM_WITH_SISTER = "C0GROUPDM3"


def grid_workspace() -> Workspace:
    """The sample workspace as part of an organisation, with channels and people that only organisations have."""
    sample = sample_workspace()
    organisation = Organisation(ORGANISATION, "Northwind Group (demo)", frozenset({TEAM, SISTER_TEAM}))
    people = (
        User(SISTER, "sidney.sister", "Sidney Sister", team_id=SISTER_TEAM),
        User(SISTER_GUEST, "gil.guest", "Gil Guest", "guest", team_id=SISTER_TEAM),
        User(IN_BOTH, "blair.both", "Blair Both", team_id=SISTER_TEAM, teams=(TEAM,)),
    )
    return replace(
        sample,
        users=sample.users + people,
        channels=sample.channels + _grid_channels(),
        cast=sample.cast + tuple(user.id for user in people),
        organisation=organisation,
    )


_WITH_BOT = frozenset({MEMBER, COLLEAGUE, BOT})


def _grid_channels() -> tuple[Channel, ...]:
    return (
        *_between_workspaces(),
        *_of_the_organisation(),
        Channel(
            GROUP_DM_WITH_SISTER,
            "mpdm-robin.demo--sidney.sister--spott-1",
            "mpim",
            frozenset({MEMBER, SISTER, BOT}),
            note="group direct message with someone from another workspace",
        ),
    )


def _between_workspaces() -> tuple[Channel, ...]:
    return (
        Channel(
            ORG_SHARED,
            "both-workspaces",
            "public",
            _WITH_BOT | {SISTER},
            is_org_shared=True,
            shared_with=(SISTER_TEAM,),
            note="shared with another workspace of the organisation",
        ),
        Channel(
            ORG_SHARED_PRIVATE,
            "both-in-private",
            "private",
            _WITH_BOT,
            is_org_shared=True,
            shared_with=(SISTER_TEAM,),
            note="the same, private, and no one from the other workspace has joined yet",
        ),
    )


def _of_the_organisation() -> tuple[Channel, ...]:
    return (
        Channel(
            ORG_WIDE,
            "whole-group",
            "public",
            _WITH_BOT | {IN_BOTH},
            is_org_shared=True,
            is_org_wide=True,
            shared_with=(ORGANISATION,),
            note="of the whole organisation",
        ),
        Channel(
            ORG_DEFAULT,
            "group-news",
            "public",
            _WITH_BOT | {SISTER, IN_BOTH},
            is_org_shared=True,
            is_org_wide=True,
            is_org_default=True,
            shared_with=(ORGANISATION,),
            note="a default channel of the whole organisation",
        ),
        Channel(
            ORG_AND_CLIENT,
            "group-and-client",
            "public",
            _WITH_BOT | {SISTER, STRANGER},
            is_ext_shared=True,
            is_org_shared=True,
            shared_with=(SISTER_TEAM, OTHER_TEAM),
            note="shared within the organisation and with a client",
        ),
    )
