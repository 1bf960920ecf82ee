"""What can go wrong between us and Slack's Web API.

    SlackError                        `code`: why, in one word; `retry_after`: seconds, if Slack said so
     ├─ SlackRefusedError             Slack said no, and did nothing
     │   └─ SlackTokenRefusedError    the token is wrong, revoked or expired
     ├─ SlackLimitsError              too many calls (429), nothing was done; `retry_after` is always known
     ├─ SlackUnreachableError         no connection, so nothing was done
     └─ SlackUnsureError              5xx, lost connection, an answer that is not Slack's: it may have been done
         └─ SlackTimeoutError         no answer in time

`WebApi` raises nothing else. No exception of slack_sdk or aiohttp leaves it, and no error contains text from outside:
`code` is one of Slack's documented words or one of ours, so it is safe to log.
"""

import re
from typing import Final

UNREADABLE: Final = "unreadable_answer"
CONNECTION_LOST: Final = "connection_lost"
LIMITED: Final = "ratelimited"
TIMEOUT: Final = "timeout"
UNREACHABLE: Final = "unreachable"

_OTHER: Final = "other"
_SECONDS: Final = re.compile(r"[0-9]{1,300}")


class SlackError(Exception):
    """Any failure of a call to Slack.

    Attributes:
        code: Why, in one word.
        retry_after: Seconds to wait, if Slack said so.
    """

    def __init__(self, code: object, retry_after: float | None = None) -> None:
        self.code = word(code)
        self.retry_after = retry_after
        super().__init__(self.code)


class SlackRefusedError(SlackError):
    """Slack refused the call and did nothing.

    Attributes:
        about_form: Whether Slack may accept a simpler message.
    """

    def __init__(self, code: object, retry_after: float | None = None) -> None:
        super().__init__(code, retry_after)
        # Uses the original code, since Slack documents only some of the codes for this.
        self.about_form = isinstance(code, str) and is_about_form(code)


class SlackTokenRefusedError(SlackRefusedError):
    """Slack rejected the token; nothing works until it is replaced."""


class SlackLimitsError(SlackError):
    """Slack's rate limit for this call is used up; nothing was done.

    Attributes:
        retry_after: Seconds to wait.
    """

    retry_after: float

    def __init__(self, retry_after: float) -> None:
        super().__init__(LIMITED, retry_after)


class SlackUnreachableError(SlackError):
    """There was no connection to Slack, so it did nothing."""

    def __init__(self) -> None:
        super().__init__(UNREACHABLE)


class SlackUnsureError(SlackError):
    """It is unknown whether Slack did it."""


class SlackTimeoutError(SlackUnsureError):
    """Slack did not answer in time."""

    def __init__(self) -> None:
        super().__init__(TIMEOUT)


def from_answer(status: int, code: object, retry_after: str | None) -> SlackError:
    """The error for an answer without `ok`.

    Args:
        status: The HTTP status.
        code: The answer's "error"; None if there is none.
        retry_after: The Retry-After header.
    """
    if status == _TOO_MANY_REQUESTS or code in _LIMITED:
        return SlackLimitsError(retry_after_of(retry_after))
    seconds = None if retry_after is None else retry_after_of(retry_after)
    if not code:
        return SlackUnsureError(UNREADABLE, seconds)
    if status >= _SERVER_ERROR or code in _OUT_OF_ORDER:
        return SlackUnsureError(code, seconds)
    return (SlackTokenRefusedError if code in _REFUSED_TOKEN else SlackRefusedError)(code, seconds)


def retry_after_of(header: str | None) -> float:
    """The seconds in a Retry-After header; 1 if there are none."""
    return float(header) if header and _SECONDS.fullmatch(header) else 1.0


def is_about_form(code: str) -> bool:
    """Whether a Slack error code is about the message itself, so that a simpler one may be accepted."""
    about_form = code.startswith("invalid_") or code in {"no_text", "msg_too_long", "msg_blocks_too_long"}
    return about_form and code not in GONE


def word(code: object) -> str:
    """Make a code safe to log: one that Slack documents, or one of ours, is unchanged; anything else is "other"."""
    return code if isinstance(code, str) and code in _KNOWN else _OTHER


GONE: Final = frozenset({"used_url", "expired_url", "invalid_url", "invalid_auth", "invalid_token"})
"""Error codes for a response_url or a token that Slack no longer accepts."""

NOT_A_MEMBER: Final = frozenset({"not_in_channel", "channel_not_found"})
"""Error codes for a conversation that the bot is not in."""

_TOO_MANY_REQUESTS: Final = 429
_SERVER_ERROR: Final = 500
_LIMITED: Final = (LIMITED, "rate_limited")
_OUT_OF_ORDER: Final = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")
_REFUSED_TOKEN: Final = ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired")
ORG_WIDE: Final = "org_wide_token"
"""Our own code for a token that belongs to a whole organisation."""

# The codes of the methods that we call, from https://docs.slack.dev/reference/methods; first those of all methods.
_KNOWN: Final = frozenset(
    (
        UNREADABLE,
        CONNECTION_LOST,
        LIMITED,
        TIMEOUT,
        UNREACHABLE,
        ORG_WIDE,
        *_LIMITED,
        *_OUT_OF_ORDER,
        *_REFUSED_TOKEN,
        *GONE,
    )
) | frozenset(
    """
    access_denied accesslimited deprecated_endpoint ekm_access_denied enterprise_is_restricted invalid_arg_name
    invalid_args invalid_arguments invalid_array_arg invalid_charset invalid_form_data invalid_json invalid_post_type
    is_bot json_not_object method_deprecated missing_args missing_argument missing_charset missing_post_type
    missing_scope no_permission not_allowed_token_type org_login_required team_access_not_granted team_added_to_org
    team_not_found two_factor_setup_required unknown_error unknown_method user_is_bot user_is_restricted
    user_is_ultra_restricted

    as_user_not_supported attachment_payload_limit_exceeded block_mismatch blocked_by_app blocked_by_dlp
    cannot_dm_bot cannot_reply_to_message cant_broadcast_message cant_update_message channel_is_archived
    channel_is_limited_access channel_not_found channel_type_not_supported edit_window_closed external_channel_migrating
    invalid_attachments invalid_blocks invalid_blocks_format invalid_channel invalid_metadata_format
    invalid_metadata_schema invalid_thread_ts is_archived is_inactive markdown_text_conflict message_limit_exceeded
    message_not_found messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large msg_blocks_too_long
    msg_too_long no_dual_broadcast_content_update no_text not_in_channel posting_to_channel_denied
    restricted_action restricted_action_non_threadable_channel restricted_action_read_only_channel
    restricted_action_thread_locked restricted_action_thread_only_channel restricted_too_many_attachments
    slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked
    slack_connect_file_link_sharing_blocked slack_connect_file_upload_sharing_blocked
    slack_connect_lists_sharing_blocked streaming_state_conflict thread_not_found too_many_attachments
    too_many_contact_cards update_failed

    cannot_find_channel cannot_find_message cannot_find_service cannot_parse_attachment cannot_prompt
    cannot_unfurl_message cannot_unfurl_url invalid_source invalid_unfurl_id invalid_unfurls_format missing_channel
    missing_source missing_ts missing_unfurl_id missing_unfurls

    duplicate_external_id exchanged_trigger_id expired_trigger_id hash_conflict invalid_trigger_id not_enabled not_found
    push_limit_reached view_not_found view_too_large

    fetch_members_failed forbidden_team invalid_cursor invalid_limit limit_required
    method_not_supported_for_channel_type missing_parameter no_such_subteam not_allowed plan_upgrade_required
    subteam_not_found subteam_members_fetch_failed user_not_found user_not_in_channel user_not_visible
    users_list_not_supplied users_not_found
    """.split()  # noqa: SIM905 - words in one string read better than a column of them
)
