"""The page in a real browser: the channel's messages are shown, and what is typed there is sent."""

import json
from collections.abc import Iterator

import pytest

from bot.cards.texts import LANGUAGES
from bot.sandbox.slack.workspace import ADMIN, COLLEAGUE, MEMBER, PUBLIC, WITH_GUEST, User
from bot.sandbox.world import World, world
from tests.browser import opened, started
from tests.english import say
from tests.front_door import age_facts, look_up


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a browser, in which each test opens a page."""
    with started(tmp_path_factory.mktemp("profile")) as port:
        yield port


TYPE = """(() => {
  const line = document.getElementById('line');
  line.value = %r;
  line.dispatchEvent(new Event('input', {bubbles: true}));
  document.getElementById('composer').requestSubmit();
})()"""


async def test_command_typed_on_the_page_shows_the_card_below_it(over_http: World, browser: int) -> None:
    async with opened(f"{over_http.slack.url}/", browser) as page:
        await page.until("document.body?.innerText.includes('recruiting')")
        await page.value(TYPE % "/spott c-ada-lovelace")
        await page.until("document.body?.innerText.includes('Borealis Bank')")
        seen = await page.value("document.body.innerText")
    for words in (
        "/spott c-ada-lovelace",
        "Ada Lovelace",
        "Call about the backend shortlist",
        "Details",
        "Looked up by Robin Demo",
    ):
        assert words in seen


async def test_home_tab_opens_and_searches(over_http: World, browser: int) -> None:
    async with opened(f"{over_http.slack.url}/", browser) as page:
        await page.until("document.body?.innerText.includes('recruiting')")
        await page.value("[...document.querySelectorAll('#channels section:last-child button')].at(-1).click()")
        await page.until("document.querySelector('#home input')")
        await page.value("document.querySelector('#home input').value = 'c-ada-lovelace'")
        await page.value(
            "document.querySelector('#home input').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))"
        )
        await page.until("document.querySelector('#modal')?.innerText.includes('Borealis Bank')")
        seen = await page.value("document.querySelector('main').innerText")
    for words in ("Home", "Messages", "Look people up in Spott", "/spott Jane Doe"):
        assert words in seen


async def test_person_is_found_while_typing(over_http: World, browser: int) -> None:
    async with opened(f"{over_http.slack.url}/", browser) as page:
        await page.until("document.body?.innerText.includes('recruiting')")
        await page.value("document.getElementById('shortcuts').click()")
        await page.until("document.querySelector('.menu button')")
        await page.value("document.querySelector('.menu button').click()")
        await page.until("document.querySelector('#modal input[type=search]')")
        await page.value("document.querySelector('#modal input').value = 'ada lovelace'")
        await page.value("document.querySelector('#modal input').dispatchEvent(new Event('input'))")
        await page.until("document.querySelector('#modal option')")
        await page.value("document.querySelector('#modal select').selectedIndex = 0")
        await page.value("document.querySelector('#modal form').requestSubmit()")
        await page.until("document.querySelector('#modal')?.innerText.includes('Borealis Bank')")
        menu = "document.querySelector('#modal select.control')"
        assert await page.value(f"[...{menu}.options].map((option) => option.innerText)") == [
            "Choose a channel",
            *("#recruiting", "#general", "#search-acme", "#partners", "#client-soon", "#with-a-guest", "#everybody"),
        ]
        for channel, said in ((WITH_GUEST, say("not_posted_guests")), (PUBLIC, say("posted_to_channel"))):
            await page.value(f"{menu}.value = '{channel}'")
            await page.value("document.querySelector('#modal form').requestSubmit()")
            await page.until(f"document.querySelector('#modal')?.innerText.includes({json.dumps(said)})")
        await page.until("document.getElementById('messages').innerText.includes('Borealis Bank')")


async def test_hostile_names_are_shown_as_plain_text(over_http: World, browser: int) -> None:
    await look_up(over_http, "c-hostile")
    async with opened(f"{over_http.slack.url}/", browser) as page:
        await page.until("document.body?.innerText.includes('<!channel>')")
        assert await page.value("[...document.querySelectorAll('main a')].map(link => link.href)") == []


HEIGHTS = "[...document.querySelectorAll('.blocks')].map((blocks) => Math.ceil(blocks.getBoundingClientRect().height))"
MOST = {1280: 260, 390: 380}
"""The maximum height of a card with three lines of stages, by the page's width."""


CUT = """[...document.querySelectorAll('.blocks button')]
  .filter((button) => button.scrollWidth > button.clientWidth || button.getBoundingClientRect().right > innerWidth)
  .map((button) => button.innerText)"""
LINE = 24
"""The height of one more line."""


async def test_card_is_as_low_in_every_language(browser: int) -> None:
    async with world(spott_app_url="https://app.example.com/people/{candidate_id}") as here:
        for code in LANGUAGES:
            here.slack.change(User(MEMBER, "robin.demo", "Robin Demo", locale=code))
            age_facts(here)
            card = await look_up(here, "private c-ada-lovelace")
            assert LANGUAGES[code]("button_dismiss") in str(card.blocks)
        async with opened(f"{here.slack.url}/", browser) as page:
            await page.until(f"{HEIGHTS}.length === {len(LANGUAGES)}")
            await page.send("Emulation.setScrollbarsHidden", hidden=True)
            for width in MOST:
                size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
                await page.send("Emulation.setDeviceMetricsOverride", **size)
                english, *others = await page.value(HEIGHTS)
                assert max(others) <= english + LINE, (width, english, others)
                assert await page.value(CUT) == []
            # Slack writes dates in the reader's language, here the last one above.
            assert await page.value("/^\\p{L}+(tag|woch),/u.test(document.querySelector('.blocks time').title)")


async def test_card_with_three_stages_is_low(browser: int) -> None:
    async with world(spott_app_url="https://app.example.com/people/{candidate_id}") as here:
        here.spott.people["c-three-roles"] = here.spott.people["c-ada-lovelace"] | {"candidateId": "c-three-roles"}
        # Two jobs, a role and a warning; three roles.
        for who in ("c-ada-lovelace", "c-three-roles"):
            await look_up(here, who)
        async with opened(f"{here.slack.url}/", browser) as page:
            await page.until(f"{HEIGHTS}.length === 2")
            # A phone shows its scroll bar on top of the page.
            await page.send("Emulation.setScrollbarsHidden", hidden=True)
            for width, most in MOST.items():
                size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
                await page.send("Emulation.setDeviceMetricsOverride", **size)
                heights = await page.value(HEIGHTS)
                assert [height for height in heights if not 100 < height <= most] == [], (width, heights)


PAGE = "https://app.example.com/people/{candidate_id}"
SHOW = "[...document.querySelectorAll('.unfurl button')].find((button) => button.innerText === 'Show')"


async def test_preview_of_a_link_is_below_its_message_and_shows_the_card(browser: int) -> None:
    async with world(spott_app_url=PAGE) as here, opened(f"{here.slack.url}/", browser) as page:
        await page.until("document.body?.innerText.includes('recruiting')")
        await page.value(TYPE % f"Who knows {PAGE.format(candidate_id='c-grace-hopper')}?")
        await page.until(f"Boolean({SHOW})")
        assert await page.value("document.querySelector('.said .unfurl').innerText.trim()") == "Grace Hopper\nShow"
        await page.value(f"{SHOW}.click()")
        await page.until("document.body?.innerText.includes('Only visible to you')")


REPLY = "[...document.querySelectorAll('.message')].find((one) => one.innerText.includes(%r))"


async def test_app_is_asked_in_a_channel_in_a_thread_and_directly(over_http: World, browser: int) -> None:
    over_http.slack.say("Who do we know?", user=COLLEAGUE, channel=PUBLIC)
    async with opened(f"{over_http.slack.url}/", browser) as page:
        await page.until("document.body?.innerText.includes('Who do we know?')")
        await page.value(TYPE % "@spott where is Jane Doe?")
        await page.until("document.querySelector('.thread')?.innerText.includes('Jane Doe')")
        await page.value(f"{REPLY % 'Who do we know?'}.querySelector('[title=\"Reply in thread\"]').click()")
        await page.value(TYPE % "@Spott Ada Lovelace")
        await page.until(
            f"{REPLY % 'Who do we know?'}.querySelector('.thread')?.innerText.includes('Backend Engineer')"
        )
        await page.value(TYPE % "/spott Ada Lovelace")
        await page.until("document.body.innerText.includes('not supported in threads')")
        await page.value(f"location.hash = '#user={ADMIN}'; setTimeout(() => location.reload())")
        await page.until("document.querySelector('#you')?.innerText.includes('Alex Admin')")
        await page.value(
            "[...document.querySelectorAll('#channels button')].find((one) => one.innerText === 'Spott').click()"
        )
        await page.value(TYPE % "grace hopper")
        await page.until("document.querySelector('#messages').innerText.includes('Grace Hopper')")
