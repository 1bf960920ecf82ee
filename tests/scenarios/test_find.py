"""Finding a person or a job while typing, from the global shortcut."""

import asyncio

import pytest

from bot.cards import find, notices, views
from bot.listeners import suggestions as module
from bot.sandbox.slack.menus import Suggested
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.server import Fault
from bot.sandbox.slack.workspace import COLLEAGUE, GUEST, MEMBER
from bot.sandbox.world import World, world
from tests.english import say
from tests.front_door import look_up, modal, names_on, settled, shown, type_command
from tests.scenarios.find_form import choose, the_form

NAME = "Grace Hopper"


async def typed(here: World, form: View, text: str) -> Suggested:
    suggested = await here.slack.suggest(form, find.WHO, text)
    assert (suggested.receipt.error, suggested.receipt.detail) == (None, "")
    return suggested


def offered(suggested: Suggested) -> dict[str, list[str]]:
    return {label: [option["text"]["text"] for option in options] for label, options in suggested.groups}


async def test_suggested_person_and_job_are_shown_in_the_modal(here: World) -> None:
    form = await the_form(here)
    suggested = await typed(here, form, "  grace  HOPPER ")
    assert offered(suggested) == {say("find_people"): [NAME]}
    shown = await choose(here, form, suggested.options[0])
    assert (shown.id, names_on(shown.blocks)) == (form.id, [NAME])

    again = await the_form(here)
    jobs = await typed(here, again, "backend")
    assert [*offered(jobs)] == [say("find_jobs")]
    card = await choose(here, again, jobs.options[0])
    assert (card.id, jobs.options[0]["text"]["text"] in str(card.blocks)) == (again.id, True)


async def test_thirty_letters_take_at_most_eight_calls_and_the_last_answer_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Twice as long, since a busy machine may pause for as long as a person who has finished typing.
    monkeypatch.setattr(module, "_QUIET", 0.7)
    async with world() as here:
        form = await the_form(here)
        here.spott.delay = 0.4
        asked = len(here.spott.requests)
        keys = [*[f"zz{'q' * number}" for number in range(29)], NAME]

        async def press(number: int) -> Suggested:
            await asyncio.sleep(number * 0.05)
            return await typed(here, form, keys[number])

        answers = await asyncio.gather(*map(press, range(30)))
        assert max(answer.receipt.seconds for answer in answers) < 2.9
        assert 0 < len(here.spott.requests) - asked <= 8
        assert offered(answers[-1]) == {say("find_people"): [NAME]}


async def test_without_an_answer_in_time_one_option_says_so_and_is_refused(
    over_http: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = over_http
    form = await the_form(here)
    here.spott.delay = 30.0
    monkeypatch.setattr(module, "_FOR_SPOTT", 0.1)
    suggested = await typed(here, form, NAME)
    assert offered(suggested) == {"": [say("find_unanswered")]}
    still = await choose(here, form, suggested.options[0])
    assert (still.id, still.hash, still.errors) == (form.id, form.hash, {views.QUERY: say("find_unanswered")})


async def test_refused_user_gets_no_form_and_no_names(over_http: World) -> None:
    here = over_http
    form = await the_form(here)
    refused = await the_form(here, GUEST)
    assert find.WHO not in str(refused.blocks)
    asked = len(here.spott.requests)
    theirs = here.slack.installation.modals.push(GUEST, form.content)
    assert (await typed(here, theirs, NAME)).groups == (("", ()),)
    assert len(here.spott.requests) == asked


async def test_suggestions_are_limited_but_not_counted_as_look_ups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PER_MINUTE", 2)
    async with world(lookups_per_person=(1, 1)) as here:
        form = await the_form(here)
        known = [offered(await typed(here, form, text)) for text in (NAME, "grace", "hopper")]
        assert known == [{say("find_people"): [NAME]}] * 2 + [{"": [say("find_unanswered")]}]
        other = await the_form(here, COLLEAGUE)
        assert offered(await typed(here, other, NAME)) == {say("find_people"): [NAME]}
        shown = await choose(
            here, form, {"text": {"type": "plain_text", "text": NAME}, "value": "person c-grace-hopper"}
        )
        assert names_on(shown.blocks) == [NAME]


async def test_command_alone_opens_the_form_or_says_what_can_be_typed(here: World) -> None:
    await type_command(here, "")
    await settled(here)
    form = modal(here)
    assert (form.callback_id, shown(here)) == (find.FIND, [])
    (option, *_) = (await typed(here, form, NAME)).options
    assert names_on((await choose(here, form, option)).blocks) == [NAME]

    for fault in (Fault(200, body={"ok": False, "error": "expired_trigger_id"}), Fault(500), Fault(reset="after")):
        here.slack.faults.add("views.open", fault)
        told = await look_up(here, "")
        assert (told.text, told.user_visible_to) == (notices.of(say, "help")["text"], MEMBER)


async def test_command_alone_is_refused_to_a_refused_user(over_http: World) -> None:
    await type_command(over_http, "", user=GUEST)
    await settled(over_http)
    refused = notices.of(say, "guest", ask=notices.WhomToAsk(()))
    assert (modal(over_http, GUEST).blocks[0]["text"]["text"], shown(over_http)) == (refused["text"], [])
