"""The pictures in the README, taken from the demo's page: `python -m tests.packaging.pictures`."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.world import world
from tests.browser import opened, started
from tests.front_door import look_up

GITHUB = Path(__file__).parents[2] / ".github"
PICTURES = {
    "card": ("Ada Lovelace", 640),
    "list": ("Ada Lovelace, Sanne de Vries; Grace Hopper", 640),
    "job": ("job backend", 700),
}
"""What is typed for each, and how high it is."""

_WIDTH = 1280
_SPOTT = "https://app.example.com"


async def draw(name: str, browser: int) -> None:
    """Take one picture, with the browser that is driven on this port."""
    typed, height = PICTURES[name]
    async with world(
        spott_app_url=f"{_SPOTT}/people/{{candidate_id}}", spott_job_url=f"{_SPOTT}/jobs/{{vacancy_id}}"
    ) as here:
        await look_up(here, typed)
        async with opened(f"{here.slack.url}/", browser) as page:
            size = {"width": _WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False}
            await page.send("Emulation.setDeviceMetricsOverride", **size)
            await page.until("document.querySelector('.blocks button')")
            await page.picture(GITHUB / f"{name}.png")


async def _draw_all(browser: int) -> None:
    for name in PICTURES:
        await draw(name, browser)


if __name__ == "__main__":
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, started(Path(folder)) as port:
        asyncio.run(_draw_all(port))
