"""Seals what buttons and modals carry, so that only what this app showed there, to these people, is accepted. Pure.

A value is sealed for its kind of button and its audience, and is not valid anywhere else: not in another conversation,
for another person (if only one could see it), or on another button. The key is derived from the workspace's bot token.
So it is the same after a restart and in every process; if the token changes, people have to ask again.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import Final

from bot.cards.home import HomeView
from bot.cards.message import Block, Message
from bot.cards.views import View

METADATA: Final = "private_metadata"
"""The kind for a modal's `private_metadata`."""

_LABEL: Final = b"what buttons and modals of spott for slack carry"
_DIGEST_BYTES: Final = 16
_SEAL_LENGTH: Final = 22


class BrokenSealError(Exception):
    """The app did not show this value there. The exception does not contain the value."""


def everybody_in(channel_id: str | None) -> str:
    """The audience of a message that everyone in a conversation can see."""
    return f"in {channel_id}"


def one_in(channel_id: str | None, user_id: str) -> str:
    """The audience of a message in a conversation that only one person can see."""
    return f"in {channel_id} for {user_id}"


def direct(user_id: str) -> str:
    """The audience of a direct message, whose conversation is unknown until it is posted."""
    return f"to {user_id}"


def modal_of(user_id: str) -> str:
    """The audience of a modal."""
    return f"modal of {user_id}"


def home_of(user_id: str) -> str:
    """The audience of a Home tab."""
    return f"home of {user_id}"


class Seal:
    """Seals values that are sent to Slack, and verifies those that come back.

    Args:
        bot_token: The key is derived from it.
    """

    def __init__(self, bot_token: str) -> None:
        self._key = hmac.digest(bot_token.encode(), _LABEL, "sha256")

    def value(self, kind: str, value: str, audience: str) -> str:
        """The value with its seal, which adds 23 characters; an option of a menu may have 150.

        Args:
            kind: The action_id of the button or menu, or `METADATA`.
            value: The value.
            audience: Who can see it, and where.
        """
        return f"{value} {self._digest(kind, value, audience)}"

    def opened(self, kind: str, sealed: str, audiences: tuple[str, ...]) -> str:
        """The value without its seal.

        Args:
            kind: The action_id of the button that was clicked, or `METADATA`.
            sealed: The value that came back.
            audiences: The possible audiences of what was clicked.

        Raises:
            BrokenSealError: It was sealed for something else, or not by us.
        """
        value, _, digest = sealed.rpartition(" ")
        given = digest.encode(errors="replace")
        for audience in audiences:
            if hmac.compare_digest(self._digest(kind, value, audience).encode(), given):
                return value
        raise BrokenSealError

    def message(self, message: Message, audience: str) -> Message:
        """The message with its buttons sealed."""
        return {**message, "blocks": self._blocks(message["blocks"], audience)}

    def view(self, view: View, user_id: str) -> View:
        """The modal with its buttons and metadata sealed for the person who sees it."""
        audience, metadata = modal_of(user_id), view["private_metadata"]
        if metadata:
            metadata = self.value(METADATA, metadata, audience)
        return {**view, "blocks": self._blocks(view["blocks"], audience), "private_metadata": metadata}

    def home(self, view: HomeView, user_id: str) -> HomeView:
        """The Home tab with its buttons sealed for the person who sees it; its metadata is never trusted."""
        return {**view, "blocks": self._blocks(view["blocks"], home_of(user_id))}

    def _blocks(self, blocks: list[Block], audience: str) -> list[Block]:
        return [self._block(block, audience) for block in blocks]

    def _block(self, block: Block, audience: str) -> Block:
        if block["type"] == "actions":
            return {**block, "elements": [self._element(element, audience) for element in block["elements"]]}
        if "accessory" in block:
            return {**block, "accessory": self._element(block["accessory"], audience)}
        return block

    def _element(self, element: Block, audience: str) -> Block:
        kind = element.get("action_id", "")
        if "options" in element:
            options = [{**one, "value": self.value(kind, one["value"], audience)} for one in element["options"]]
            return {**element, "options": options}
        if "value" not in element:
            return element
        return {**element, "value": self.value(kind, element["value"], audience)}

    def _digest(self, kind: str, value: str, audience: str) -> str:
        # Only the last part can contain a line break: the others are our own words and Slack's ids.
        text = f"{kind}\n{audience}\n{value}".encode(errors="replace")
        # Keyed BLAKE2b costs a third of an HMAC, and a card has up to four buttons.
        digest = blake2b(text, key=self._key, digest_size=_DIGEST_BYTES).digest()
        return urlsafe_b64encode(digest)[:_SEAL_LENGTH].decode()
