"""What to do when Slack does not accept our token, for the log and the commands; pure."""

from bot.slack.errors import ORG_WIDE, SlackError, SlackRefusedError

_PAGE = "OAuth & Permissions"
_COPY_AGAIN = f"copy SLACK_BOT_TOKEN again from {_PAGE}"
_INSTALL_AGAIN = f"install the app again, and copy SLACK_BOT_TOKEN from {_PAGE}"
_ASK_ADMIN = "ask an admin of the Slack workspace whether it allows the app"
_LATER = "Slack is changing the workspace's organisation; if it lasts for hours, install the app again"
_ADVICE = {
    "invalid_auth": _COPY_AGAIN,
    "not_authed": _COPY_AGAIN,
    "not_allowed_token_type": _COPY_AGAIN,
    "account_inactive": _INSTALL_AGAIN,
    "token_revoked": _INSTALL_AGAIN,
    "token_expired": "token rotation is on and cannot be turned off; make the app again from its manifest, without it",
    ORG_WIDE: "the token is for a whole organisation; install the app in one workspace, and take that token",
    "access_denied": _ASK_ADMIN,
    "accesslimited": _ASK_ADMIN,
    "ekm_access_denied": _ASK_ADMIN,
    "enterprise_is_restricted": _ASK_ADMIN,
    "no_permission": _ASK_ADMIN,
    "team_access_not_granted": _ASK_ADMIN,
    "org_login_required": _LATER,
    "team_added_to_org": _LATER,
    "missing_scope": "install the app again from its manifest",
}


def advice(error: SlackError) -> str:
    """What to do about an error of `auth.test`, without a full stop."""
    if not isinstance(error, SlackRefusedError):
        return "check the network, the proxy, SLACK_API_URL and https://slack-status.com"
    return _ADVICE.get(error.code, _COPY_AGAIN)
