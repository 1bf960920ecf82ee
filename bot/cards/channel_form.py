"""The part of a modal that posts its card to a channel. Pure.

https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#conversations_select
"""

from typing import Final

from bot.cards.carried import PersonOrJob
from bot.cards.message import Block
from bot.cards.text import PLACEHOLDER_LIMIT, TITLE_LIMIT, plain_text
from bot.cards.texts import Language
from bot.cards.views import View

POST_TO_CHANNEL: Final = "post_to_channel"
"""The callback_id of a modal with this part."""
CHANNEL: Final = "channel"
"""The block_id of the menu, also the key of its errors."""
CHOSEN: Final = "chosen_channel"
"""The menu's action_id."""


def with_channels(say: Language, view: View, shown: PersonOrJob) -> View:
    """The modal with a menu of channels below its card.

    No channel is chosen beforehand, so that nobody posts a card where they did not mean to.

    Args:
        say: The reader's language.
        view: The modal with the card.
        shown: The person or job on the card.
    """
    return {
        **view,
        "blocks": [*view["blocks"], _field(say)],
        "callback_id": POST_TO_CHANNEL,
        "submit": plain_text(say("confirm_post_yes"), TITLE_LIMIT),
        "private_metadata": shown.encode(),
    }


def _field(say: Language) -> Block:
    menu = {
        "type": "conversations_select",
        "action_id": CHOSEN,
        "placeholder": plain_text(say("post_to_channel_placeholder"), PLACEHOLDER_LIMIT),
        # Slack then sends a URL with which the app can post there without being a member.
        "response_url_enabled": True,
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    return {
        "type": "input",
        "block_id": CHANNEL,
        "label": plain_text(say("post_to_channel")),
        "hint": plain_text(say("post_to_channel_hint")),
        "element": menu,
    }
