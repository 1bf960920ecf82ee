"""The modal of the message shortcut, as users see it."""

import json
from typing import Any

from bot.cards import buttons, views
from bot.sandbox.people import Person
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import (
    COLLEAGUE,
    OTHER_BOT,
    PUBLIC,
)
from bot.sandbox.world import World
from tests.front_door import carried, names_on, point_at

PAGE = "https://app.example.com/people/{candidate_id}"
ADA = "c-ada-lovelace"
MAIL = "hello@acornanalytics.example.com"
MAE = "550e8400-e29b-41d4-a716-446655440000"


def blocks_text(view: View | Post) -> str:
    return json.dumps(view.blocks, ensure_ascii=False)


def names(view: View) -> list[str]:
    return names_on(view.blocks)


def choices(view: View) -> list[str]:
    rows = [block["accessory"] for block in view.blocks if block.get("accessory", {}).get("action_id") == buttons.SHOW]
    return [carried(button["value"]) for button in rows]


def hint(form: View) -> str:
    assert form.callback_id == views.SEARCH
    above, field = form.blocks
    assert field["block_id"] == views.QUERY
    return str(above["text"]["text"])


def is_notice(view: View, notice: dict[str, Any]) -> bool:
    return bool(view.content["blocks"] == notice["blocks"])


def can_post(view: View) -> bool:
    return f'"{buttons.POST_TO_THREAD}"' in blocks_text(view)


def write(here: World, text: str, *, channel: str = PUBLIC, thread_ts: str | None = None) -> Post:
    return here.slack.say(text, user=COLLEAGUE, channel=channel, thread_ts=thread_ts)


def from_a_bot(here: World, **content: Any) -> Post:  # noqa: ANN401 - a message's members
    return here.slack.installation.posts.add(content, channel=PUBLIC, author=OTHER_BOT, via="chat.postMessage")


def somebody(candidate_id: str, name: str, email: str, like: Person) -> Person:
    role = {**like["clientContacts"][0], "emailAddresses": [{"purpose": None, "email": email, "isPrimary": True}]}
    return {**like, "candidateId": candidate_id, "firstName": name, "clientContacts": [role]}


async def the_form(here: World) -> View:
    return await point_at(here, write(here, "Shall we have lunch?"))
