"""A picker, a modal or a card used twice, late, by another user, after a restart, or with an old value.

Each row is one action, and everything that anyone sees in the end: one clear outcome, and nothing about a person for
users who may not see it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import pytest

from bot.cards import buttons, notices, views
from bot.clients import Limits
from bot.listeners import LOOK_UP_IN_SPOTT
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, GUEST, MEMBER, PRIVATE_WITHOUT_BOT, PUBLIC
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import age_facts, assert_all_accepted, click, modal, restarted, settled, submit
from tests.scenarios.late_actions import (
    ADA,
    DIRECT,
    MAIL,
    a_card,
    a_choice,
    a_form,
    a_modal,
    a_picker,
    a_private_card,
    after_a_restart,
    again,
    at_once,
    by,
    closed_before,
    closed_meanwhile,
    crowded,
    too_late,
    triggers_expire,
    with_metadata,
    with_value,
    without_response_url,
)
from tests.scenarios.seen import everything_seen


@dataclass(frozen=True)
class Row:
    """An action, and what everyone sees in the end."""

    act: Callable[[World], Awaitable[object]]
    end: list[str]


async def removed_meanwhile(here: World) -> None:
    card = await a_card(here)
    here.slack.installation.posts.delete(card)
    await click(here, card, buttons.REFRESH)


async def chosen_after_a_failure(here: World) -> None:
    picker = await a_picker(here)
    age_facts(here)
    bad = here.spott.answers["c-500"]
    here.spott.answers["c-no-roles"] = bad
    await click(here, picker, buttons.SHOW)
    del here.spott.answers["c-no-roles"]
    await click(here, picker, buttons.SHOW)


async def form_twice(here: World) -> None:
    form = await a_form(here)
    for typed in ("sam taylor", "Grace Hopper"):
        await submit(here, form, typed)


async def form_closed_meanwhile(here: World) -> None:
    form = await a_form(here)
    here.spott.delay = 0.1
    await here.slack.submit(form, {views.QUERY: {views.TYPED: "Grace Hopper"}})
    await here.slack.close(form)
    await settled(here)


async def form_after_a_restart(here: World) -> None:
    form = await a_form(here)
    async with restarted(here) as once_more:
        await submit(once_more, form, "Grace Hopper")


async def form_when_crowded(here: World) -> None:
    form = await a_form(here)
    async with restarted(here, Limits(background_tasks=0)) as crowded_one:
        await submit(crowded_one, form, "Grace Hopper")


async def form_with_old_metadata(here: World) -> None:
    form = await a_form(here)
    stale = replace(form, content={**form.content, "private_metadata": "v0"})
    await submit(here, stale, "Grace Hopper")


async def form_without_a_value(here: World) -> None:
    form = await a_form(here)
    optional = [{**block, "optional": True} if block["type"] == "input" else block for block in form.content["blocks"]]
    await here.slack.submit(replace(form, content={**form.content, "blocks": optional}))
    await settled(here)


async def choice_changed_meanwhile(here: World) -> None:
    choice = await a_choice(here)
    installation = here.slack.installation
    installation.modals.update(choice, views.notice(say, notices.of(say, "busy_here")))
    await click(here, choice, buttons.SHOW)


async def shortcut_too_late(here: World) -> None:
    message = here.slack.say(MAIL, user=COLLEAGUE, channel=PUBLIC)
    async with triggers_expire():
        await here.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)
        await settled(here)


async def shortcut_refused(here: World) -> None:
    here.slack.faults.add("views.open", Fault(200, body={"ok": False, "error": "fatal_error"}))
    message = here.slack.say(MAIL, user=COLLEAGUE, channel=PUBLIC)
    await here.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)
    await settled(here)


async def shortcut_that_cannot_be_filled(here: World) -> None:
    here.slack.faults.add("views.update", Fault(reset="before"), times=3)
    await a_modal(here)


async def shortcut_closed_meanwhile(here: World) -> None:
    here.spott.delay = 0.1
    message = here.slack.say(MAIL, user=COLLEAGUE, channel=PUBLIC)
    await here.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)
    await here.slack.wait_for(lambda: bool(here.slack.views))
    await here.slack.close(modal(here))
    await settled(here)


async def shortcut_when_crowded(here: World) -> None:
    message = here.slack.say(MAIL, user=COLLEAGUE, channel=PUBLIC)
    async with restarted(here, Limits(background_tasks=0)) as crowded_one:
        await crowded_one.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)
        await settled(crowded_one)


async def in_private(here: World) -> View:
    return await a_modal(here, channel=PRIVATE_WITHOUT_BOT)


EVERYBODY, ALONE, IN_MODAL = "all: ", f"{MEMBER}: ", f"modal of {MEMBER}: "
CARD, SAM, ADAS = "card of Ada Lovelace", "card of Sam Taylor", "details of Ada Lovelace"

PICKER = {
    "twice": Row(again(a_picker, buttons.SHOW), [EVERYBODY + SAM, ALONE + "used"]),
    "twice at once": Row(at_once(a_picker, buttons.SHOW), [EVERYBODY + SAM, ALONE + "used"]),
    "again after a failure": Row(chosen_after_a_failure, [ALONE + "spott fails", EVERYBODY + SAM]),
    "response_url gone": Row(without_response_url(a_picker, buttons.SHOW), [ALONE + "list", f"{DIRECT}: {SAM}"]),
    "by a guest": Row(by(GUEST, a_picker, buttons.SHOW), [ALONE + "list", f"{GUEST}: old button"]),
    "after a restart": Row(after_a_restart(a_picker, buttons.SHOW), [EVERYBODY + SAM]),
    "old value": Row(with_value("c-1 U1 x", a_picker, buttons.SHOW), [ALONE + "list", ALONE + "old button"]),
    "made-up value": Row(with_value("../users", a_picker, buttons.SHOW), [ALONE + "list", ALONE + "old button"]),
    "crowded": Row(crowded(a_picker, buttons.SHOW), [ALONE + "list", ALONE + "busy"]),
}
CARDS = {
    "Details twice": Row(again(a_card, buttons.DETAILS), [EVERYBODY + CARD, IN_MODAL + ADAS]),
    "Details too late": Row(too_late(a_card, buttons.DETAILS), [EVERYBODY + CARD, ALONE + "expired"]),
    "Details by a colleague": Row(
        by(COLLEAGUE, a_card, buttons.DETAILS), [EVERYBODY + CARD, f"modal of {COLLEAGUE}: {ADAS}"]
    ),
    "Details by a guest": Row(by(GUEST, a_card, buttons.DETAILS), [EVERYBODY + CARD, f"modal of {GUEST}: guest"]),
    "Details after a restart": Row(after_a_restart(a_card, buttons.DETAILS), [EVERYBODY + CARD, IN_MODAL + ADAS]),
    "Details with a made-up value": Row(
        with_value("a/b", a_card, buttons.DETAILS), [EVERYBODY + CARD, ALONE + "old button"]
    ),
    "Details, crowded": Row(crowded(a_card, buttons.DETAILS), [EVERYBODY + CARD, ALONE + "busy"]),
    "Refresh twice at once": Row(at_once(a_card, buttons.REFRESH), [EVERYBODY + CARD]),
    "Refresh, response_url gone": Row(
        without_response_url(a_card, buttons.REFRESH), [EVERYBODY + CARD, f"{DIRECT}: {CARD}"]
    ),
    "Refresh, card gone": Row(removed_meanwhile, [f"{DIRECT}: {CARD}"]),
    "Refresh by a colleague": Row(by(COLLEAGUE, a_card, buttons.REFRESH), [EVERYBODY + CARD]),
    "Refresh by a guest": Row(by(GUEST, a_card, buttons.REFRESH), [EVERYBODY + CARD, f"{GUEST}: guest"]),
    "Refresh after a restart": Row(after_a_restart(a_card, buttons.REFRESH), [EVERYBODY + CARD]),
    "Refresh with an old value": Row(
        with_value(ADA, a_card, buttons.REFRESH), [EVERYBODY + CARD, ALONE + "old button"]
    ),
    "Post here twice": Row(again(a_private_card, buttons.POST_HERE), [EVERYBODY + CARD]),
    "Post here twice at once": Row(at_once(a_private_card, buttons.POST_HERE), [EVERYBODY + CARD]),
    "Post here, response_url gone": Row(
        without_response_url(a_private_card, buttons.POST_HERE), [ALONE + CARD, f"{DIRECT}: {CARD}"]
    ),
    "Post here by a guest": Row(by(GUEST, a_private_card, buttons.POST_HERE), [ALONE + CARD, f"{GUEST}: old button"]),
    "Post here after a restart": Row(after_a_restart(a_private_card, buttons.POST_HERE), [EVERYBODY + CARD]),
    "Post here with a made-up value": Row(
        with_value("c-1 private", a_private_card, buttons.POST_HERE), [ALONE + CARD, ALONE + "old button"]
    ),
    "Remove twice": Row(again(a_card, buttons.REMOVE), []),
    "Remove twice at once": Row(at_once(a_card, buttons.REMOVE), []),
    "Remove, response_url gone": Row(
        without_response_url(a_card, buttons.REMOVE), [EVERYBODY + CARD, f"{DIRECT}: not removed"]
    ),
    "Remove by a colleague": Row(by(COLLEAGUE, a_card, buttons.REMOVE), [EVERYBODY + CARD, f"{COLLEAGUE}: not yours"]),
    "Remove after a restart": Row(after_a_restart(a_card, buttons.REMOVE), []),
    "Remove with a made-up value": Row(
        with_value("everybody", a_card, buttons.REMOVE), [EVERYBODY + CARD, ALONE + "old button"]
    ),
}
MODALS = {
    "shortcut too late": Row(shortcut_too_late, [ALONE + "expired"]),
    "shortcut refused": Row(shortcut_refused, [ALONE + "refused"]),
    "shortcut crowded": Row(shortcut_when_crowded, [ALONE + "busy"]),
    "shortcut whose modal cannot be updated": Row(
        shortcut_that_cannot_be_filled, [f"{DIRECT}: refused", IN_MODAL + "looking"]
    ),
    "shortcut, closed meanwhile": Row(shortcut_closed_meanwhile, []),
    "form twice": Row(form_twice, [IN_MODAL + "card of Grace Hopper"]),
    "form, closed meanwhile": Row(form_closed_meanwhile, []),
    "form after a restart": Row(form_after_a_restart, [IN_MODAL + "card of Grace Hopper"]),
    "form, crowded": Row(form_when_crowded, [IN_MODAL + "busy"]),
    "form with old metadata": Row(form_with_old_metadata, [IN_MODAL + "old button"]),
    "choice twice": Row(again(a_choice, buttons.SHOW), [IN_MODAL + SAM]),
    "choice twice at once": Row(at_once(a_choice, buttons.SHOW), [IN_MODAL + SAM]),
    "choice, stale hash": Row(choice_changed_meanwhile, [IN_MODAL + "busy"]),
    "choice, closed before": Row(closed_before(a_choice, buttons.SHOW), []),
    "choice, closed meanwhile": Row(closed_meanwhile(a_choice, buttons.SHOW), []),
    "choice after a restart": Row(after_a_restart(a_choice, buttons.SHOW), [IN_MODAL + SAM]),
    "choice with a made-up value": Row(
        with_value("../users", a_choice, buttons.SHOW), [f"{DIRECT}: old button", IN_MODAL + "list"]
    ),
    "Details too late": Row(too_late(a_modal, buttons.DETAILS), [f"{DIRECT}: expired", IN_MODAL + CARD]),
    "Details, closed before": Row(closed_before(a_modal, buttons.DETAILS), []),
    "Details, closed meanwhile": Row(closed_meanwhile(a_modal, buttons.DETAILS), []),
    "Details after a restart": Row(after_a_restart(a_modal, buttons.DETAILS), [IN_MODAL + CARD, IN_MODAL + ADAS]),
    "Post to thread twice": Row(
        again(a_modal, buttons.POST_TO_THREAD), ["all in thread: " + CARD, IN_MODAL + "posted"]
    ),
    "Post to thread twice at once": Row(
        at_once(a_modal, buttons.POST_TO_THREAD), ["all in thread: " + CARD, IN_MODAL + "posted"]
    ),
    "Post to thread, closed meanwhile": Row(
        closed_meanwhile(a_modal, buttons.POST_TO_THREAD), ["all in thread: " + CARD]
    ),
    "Post to thread where the app is not, closed meanwhile": Row(
        closed_meanwhile(in_private, buttons.POST_TO_THREAD), [f"{DIRECT}: invite"]
    ),
    "Post to thread after a restart": Row(
        after_a_restart(a_modal, buttons.POST_TO_THREAD), ["all in thread: " + CARD, IN_MODAL + "posted"]
    ),
    "Post to thread without a thread": Row(
        with_metadata("", a_modal, buttons.POST_TO_THREAD), [f"{DIRECT}: old button", IN_MODAL + CARD]
    ),
    "Post to thread with a made-up thread": Row(
        with_metadata(f"{PUBLIC} now", a_modal, buttons.POST_TO_THREAD), [f"{DIRECT}: old button", IN_MODAL + CARD]
    ),
}
ROWS = {
    f"{part}: {name}": row
    for part, rows in (("picker", PICKER), ("card", CARDS), ("modal", MODALS))
    for name, row in rows.items()
}


@pytest.mark.parametrize("name", ROWS)
async def test_each_action_has_one_clear_outcome(name: str) -> None:
    async with world() as here:
        await ROWS[name].act(here)
        assert_all_accepted(here)
        assert everything_seen(here) == ROWS[name].end


@pytest.mark.parametrize("name", ["picker: twice", "picker: after a restart", "modal: choice twice"])
async def test_each_action_has_one_clear_outcome_over_socket_mode(name: str) -> None:
    async with world(socket_mode=True) as here:
        await ROWS[name].act(here)
        assert_all_accepted(here)
        assert everything_seen(here) == ROWS[name].end
