"""Seals what buttons and modals carry, so that only what this app showed, there and to them, comes back as true. Pure.

A value is sealed for its kind of button and its audience. It opens nowhere else: not in another conversation, not for
another person where it was for one alone, not on another button. The key comes from the bot token, which is of one
workspace; it is the same after a restart and in every process, and where the token is changed, old buttons ask again.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import Final

from bot.cards.message import Block, Message
from bot.cards.views import View

METADATA: Final = "private_metadata"
"""The kind of what a modal has to know later."""

_LABEL: Final = b"what buttons and modals of spott for slack carry"
_DIGEST_BYTES: Final = 16
_SEAL_LENGTH: Final = 22


class BrokenSealError(Exception):
    """A value that this app did not show like this; it holds nothing of the value."""


def everybody_in(channel_id: str | None) -> str:
    """The audience of a message that everybody in a conversation sees."""
    return f"in {channel_id}"


def one_in(channel_id: str | None, user_id: str) -> str:
    """The audience of a message in a conversation that one person sees."""
    return f"in {channel_id} for {user_id}"


def direct(user_id: str) -> str:
    """The audience of a direct message, whose conversation is not known before it is posted."""
    return f"to {user_id}"


def modal_of(user_id: str) -> str:
    """The audience of a modal."""
    return f"modal of {user_id}"


class Seal:
    """Seals values on their way out, and opens them on their way back.

    Args:
        bot_token: From which the key is derived.
    """

    def __init__(self, bot_token: str) -> None:
        self._key = hmac.digest(bot_token.encode(), _LABEL, "sha256")

    def value(self, kind: str, value: str, audience: str) -> str:
        """The value with its seal, 23 characters longer.

        Args:
            kind: The action_id of the button, or `METADATA`.
            value: What it carries.
            audience: Who sees it, and where.
        """
        return f"{value} {self._digest(kind, value, audience)}"

    def opened(self, kind: str, sealed: str, audiences: tuple[str, ...]) -> str:
        """The value without its seal.

        Args:
            kind: The action_id of the button that was clicked, or `METADATA`.
            sealed: What came back.
            audiences: Those of what the person may have clicked.

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
        """A message whose buttons are sealed."""
        return {**message, "blocks": self._blocks(message["blocks"], audience)}

    def view(self, view: View, user_id: str) -> View:
        """A modal whose buttons and metadata are sealed for the person who has it in front."""
        audience, metadata = modal_of(user_id), view["private_metadata"]
        if metadata:
            metadata = self.value(METADATA, metadata, audience)
        return {**view, "blocks": self._blocks(view["blocks"], audience), "private_metadata": metadata}

    def _blocks(self, blocks: list[Block], audience: str) -> list[Block]:
        return [self._block(block, audience) for block in blocks]

    def _block(self, block: Block, audience: str) -> Block:
        if block["type"] == "actions":
            return {**block, "elements": [self._element(element, audience) for element in block["elements"]]}
        if "accessory" in block:
            return {**block, "accessory": self._element(block["accessory"], audience)}
        return block

    def _element(self, element: Block, audience: str) -> Block:
        if "value" not in element:
            return element
        return {**element, "value": self.value(element["action_id"], element["value"], audience)}

    def _digest(self, kind: str, value: str, audience: str) -> str:
        # None of the parts but the last can hold a line break: they are ours, or ids of Slack's.
        text = f"{kind}\n{audience}\n{value}".encode(errors="replace")
        # Keyed BLAKE2b costs a third of an HMAC, and a card has up to four buttons.
        digest = blake2b(text, key=self._key, digest_size=_DIGEST_BYTES).digest()
        return urlsafe_b64encode(digest)[:_SEAL_LENGTH].decode()
