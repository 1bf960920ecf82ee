"""Places in the local Slack, and who sees a card there, in the README's words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.cards import buttons
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import (
    MEMBER,
    PUBLIC,
    STRANGER,
    Role,
    Workspace,
    sample_workspace,
)
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import settled

ADA = "c-ada-lovelace"
LINES = {
    "¹": say("private_not_invited"),
    "²": say("private_shared"),
    "³": say("private_not_listed"),
    "⁴": say("private_guests"),
    "⁵": say("private_organisation"),
    "⁶": say("private_large"),
    "⁷": say("private_between_people"),
    "⁸": say("private_unknown"),
}


def unprepared(_: World) -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Spot:
    """A place, how to set it up, and how many seconds the app waits for Slack to describe it."""

    channel: str
    overrides: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[World], None] = unprepared
    waits: float = 5.0
    workspace: Callable[[], Workspace] = sample_workspace


LIMITED = Fault(429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"})
NO_SCOPE = Fault(200, body={"ok": False, "error": "missing_scope", "needed": "channels:read"})


def failing(method: str, fault: Fault) -> Spot:
    waits = 0.3 if fault.delay or fault.status == LIMITED.status else 5.0
    return Spot(PUBLIC, prepare=lambda here: here.slack.faults.add(method, fault, times=9), waits=waits)


def joins(here: World, channel_id: str, user_id: str) -> None:
    channel = here.slack.workspace.channel(channel_id)
    here.slack.change(replace(channel, members=channel.members | {user_id}))


def offered(post: Post) -> list[dict[str, Any]]:
    """The buttons that depend on the place."""
    elements = [element for block in post.blocks if block["type"] == "actions" for element in block["elements"]]
    return [element for element in elements if element["action_id"] in {buttons.POST_HERE, buttons.REMOVE}]


def small_print(post: Post) -> list[str]:
    return [element["text"] for block in post.blocks if block["type"] == "context" for element in block["elements"]]


def in_words(post: Post) -> str:
    """Where a card went, as the README says it."""
    assert post.text.startswith("Ada Lovelace\n")
    line, *_ = [*(mark for mark, line in LINES.items() if line in small_print(post)), ""]
    can = [button["action_id"] for button in offered(post)]
    if post.user_visible_to is None:
        assert (line, can) == ("", [buttons.REMOVE])
        return "everyone"
    assert (post.user_visible_to, buttons.REMOVE in can) == (MEMBER, False)
    assert any("Only you can see this" in text for text in small_print(post)) == bool(line)
    return "you" + (f" {line}" if line else "") + (", **Post here**" if buttons.POST_HERE in can else "")


def turns(user_id: str, role: Role) -> Callable[[World], None]:
    return lambda here: here.slack.change(replace(here.slack.workspace.user(user_id), role=role))


def gets_shared(here: World) -> None:
    channel = here.slack.workspace.channel(PUBLIC)
    here.slack.change(replace(channel, is_ext_shared=True, members=channel.members | {STRANGER}))


async def click(here: World, post: Post, action_id: str, user: str = MEMBER) -> Post:
    """Click and wait until the app is idle; returns the newest message."""
    answers = len(answers_of(here))
    receipt = await here.slack.click(post, action_id, user=user)
    assert receipt.error is None
    await here.slack.wait_for(lambda: len(answers_of(here)) > answers)
    await settled(here)
    return here.slack.posts[-1]


def answers_of(here: World) -> list[Any]:
    return [call for call in here.slack.calls if call.method == "response_url"]
