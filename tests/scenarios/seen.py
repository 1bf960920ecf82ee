"""Everything that anyone sees of the app, in words."""

import json
from typing import Any

from bot.cards import buttons, notices, views
from bot.sandbox.slack.workspace import COLLEAGUE, GUEST, MEMBER, PUBLIC
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import NAMES, names_on, shown, undismissed

NOTICES = {
    "used": notices.of(say, "picker_used"),
    "expired": notices.of(say, "click_expired"),
    "refused": notices.of(say, "modal_refused"),
    "old button": notices.of(say, "button_too_old"),
    "not yours": notices.of(say, "not_yours_to_remove"),
    "not removed": notices.of(say, "not_removed"),
    "invite": notices.of(say, "invite_me_to_post"),
    "posted": notices.of(say, "posted_to_thread"),
    "guest": notices.of(say, "guest", ask="a workspace admin"),
    "busy": notices.of(say, "busy_here"),
    "spott fails": notices.of(say, "spott_unavailable"),
    "looking": {"blocks": views.loading(say)["blocks"]},
}


def kind_of(blocks: list[dict[str, Any]], title: str = "") -> str:
    """The kind of the blocks: a notice, a list, a form, a person's card, or Details, which only the title shows."""
    plain = [{name: value for name, value in block.items() if name != "block_id"} for block in undismissed(blocks)]
    for name, notice in NOTICES.items():
        if plain == notice["blocks"]:
            return name
    if any(block["type"] == "input" for block in plain):
        return "form"
    if any(block.get("accessory", {}).get("action_id") == buttons.SHOW for block in plain):
        return "list"
    by = next((who for who in (MEMBER, COLLEAGUE, GUEST) if f"by {NAMES[who]}" in json.dumps(plain)), None)
    kind = "card" if by else "details"
    who = names_on(blocks)[0] if by else title
    return f"{kind} of {who}" + (f" by {by}" if by not in {None, MEMBER} else "")


def everything_seen(here: World) -> list[str]:
    """Everything the app shows: messages, each with who sees it, then modals."""
    posts = [
        f"{post.user_visible_to or ('all' if post.channel == PUBLIC else post.channel)}"
        f"{' in thread' if post.thread_ts else ''}: {kind_of(post.blocks)}"
        for post in shown(here)
        if post.via != "say"
    ]
    return posts + [
        f"modal of {view.user}: {kind_of(view.blocks, view.content['title']['text'])}" for view in here.slack.views
    ]
