"""Validation of tokens, secrets and keys.

A value that cannot possibly work is refused here: otherwise the app would start, and then fail on every request. A
message says what to do, and never shows the value.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, SecretStr

BOT_TOKEN_PAGE = "Slack app page: OAuth & Permissions"  # noqa: S105 - the name of a page
APP_TOKEN_PAGE = "Slack app page: Basic Information, App-Level Tokens"  # noqa: S105 - the name of a page
SIGNING_SECRET_PAGE = "Slack app page: Basic Information"  # noqa: S105 - the name of a page
KEY_PAGE = "Spott: Settings, API Keys"

_ONE_WORD = re.compile(r"[\x21-\x7e]+")
_TOKEN = re.compile(r"[A-Za-z0-9-]+")
_LETTERS = re.compile(r"[A-Za-z0-9]+")
_SLACK_ID = re.compile(r"[A-Z][A-Z0-9]{7,12}")
_PLACEHOLDER = re.compile(
    r"your[-_]|[-_]here\b|change-?me|placeholder|xxxxx|(?:^|[-_])xxx(?:$|[-_])|\.\.\.|\*\*|^<|>$|^[$%{]",
    re.ASCII | re.IGNORECASE,
)
_FOREIGN = re.compile(r"\A(?:xox|xapp-|https?:|x-api-key|bearer|[a-z]++_[a-z_]*+=[^=])", re.ASCII | re.IGNORECASE)
"""The beginning of another setting's value, or of a whole line that was copied."""


def _copied_whole(text: str, page: str) -> None:
    """Raise ValueError if the text is not a single copied word."""
    if not _ONE_WORD.fullmatch(text):
        raise ValueError("must be one word of ASCII characters; copy it again, without spaces or line breaks")
    if text[0] in "\"'`" or text[-1] in "\"'`":
        raise ValueError("must be written without quotes; docker --env-file, for one, passes them on")
    if _PLACEHOLDER.search(text):
        raise ValueError(f"must be the real value in place of the example ({page})")


def _token(prefix: str, page: str) -> AfterValidator:
    def check(value: SecretStr) -> SecretStr:
        text = value.get_secret_value()
        _copied_whole(text, page)
        if not text.startswith(prefix) or text == prefix or not _TOKEN.fullmatch(text):
            raise ValueError(f"must be one word that starts with {prefix} ({page})")
        return value

    return AfterValidator(check)


def _signing_secret(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    _copied_whole(text, SIGNING_SECRET_PAGE)
    if not _LETTERS.fullmatch(text) or _SLACK_ID.fullmatch(text):
        raise ValueError(f"must be the signing secret, only letters and digits ({SIGNING_SECRET_PAGE})")
    return value


def _key(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    _copied_whole(text, KEY_PAGE)
    if _FOREIGN.match(text):
        raise ValueError(f"must be the API key alone ({KEY_PAGE})")
    return value


def _word(value: SecretStr) -> SecretStr:
    _copied_whole(value.get_secret_value(), "choose one")
    return value


BotToken = Annotated[SecretStr, _token("xoxb-", BOT_TOKEN_PAGE)]
AppToken = Annotated[SecretStr, _token("xapp-", APP_TOKEN_PAGE)]
SigningSecret = Annotated[SecretStr, AfterValidator(_signing_secret)]
Key = Annotated[SecretStr, AfterValidator(_key)]
Word = Annotated[SecretStr, AfterValidator(_word)]

WHERE = {
    "slack_bot_token": f"set the bot token that starts with xoxb- ({BOT_TOKEN_PAGE})",
    "slack_signing_secret": f"set the signing secret ({SIGNING_SECRET_PAGE}), or SLACK_APP_TOKEN to use Socket Mode",
    "spott_api_key": f"set the API key ({KEY_PAGE})",
}
"""Where to find the required values."""
