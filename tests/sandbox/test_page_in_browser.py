"""The page in a real browser: the channel's messages are shown, and what is typed there is sent."""

from pathlib import Path

import pytest

from bot.sandbox.world import World
from tests.browser import opened
from tests.front_door import look_up

TYPE = """(() => {
  const line = document.getElementById('line');
  line.value = %r;
  line.dispatchEvent(new Event('input', {bubbles: true}));
  document.getElementById('composer').requestSubmit();
})()"""


async def test_command_typed_on_the_page_shows_the_card_below_it(over_http: World, tmp_path: Path) -> None:
    async with opened(f"{over_http.slack.url}/", tmp_path) as page:
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


async def test_hostile_names_are_shown_as_plain_text(over_http: World, tmp_path: Path) -> None:
    await look_up(over_http, "c-hostile")
    async with opened(f"{over_http.slack.url}/", tmp_path) as page:
        await page.until("document.body?.innerText.includes('<!channel>')")
        assert await page.value("[...document.querySelectorAll('main a')].map(link => link.href)") == []


HEIGHT = "(document.querySelector('.blocks')?.getBoundingClientRect().height ?? 0)"


@pytest.mark.parametrize(
    ("who", "width", "most"),
    [
        pytest.param("c-ada-lovelace", 1280, 260, id="two jobs, a role and a warning, wide"),
        pytest.param("c-three-roles", 1280, 260, id="three roles, wide"),
        pytest.param("c-three-roles", 390, 380, id="three roles, narrow"),
    ],
)
async def test_card_with_three_stages_is_low(over_http: World, tmp_path: Path, who: str, width: int, most: int) -> None:
    here = over_http
    here.spott.people["c-three-roles"] = here.spott.people["c-ada-lovelace"] | {"candidateId": "c-three-roles"}
    await look_up(here, who)
    async with opened(f"{here.slack.url}/", tmp_path) as page:
        await page.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )
        await page.until(f"{HEIGHT} > 0 && document.body.innerText.includes('Ada Lovelace')")
        assert 100 < await page.value(HEIGHT) <= most
