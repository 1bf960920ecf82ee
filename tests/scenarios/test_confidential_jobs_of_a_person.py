"""A confidential job on a person's card: only where nobody but the user who asked can read it."""

import pytest

from bot.cards import buttons
from bot.sandbox.world import World
from tests.english import say
from tests.front_door import click, look_up, modal, point_at
from tests.scenarios.pointing import ADA, MAIL, blocks_text, write

SECRETS = ("Backend Engineer", say("mind_two_owners", client="Acorn Analytics"), say("job_confidential"))


@pytest.fixture
def with_a_secret(here: World) -> World:
    here.spott.agency.vacancies["j-backend"]["restricted"] = True
    return here


@pytest.mark.parametrize("typed", [ADA, f"{ADA}; Jane Doe"])
async def test_confidential_job_is_not_on_what_others_can_read(with_a_secret: World, typed: str) -> None:
    post = await look_up(with_a_secret, typed)
    assert post.user_visible_to is None
    assert [secret for secret in SECRETS if secret in post.text + blocks_text(post)] == []
    assert "Lead Data Scientist" in blocks_text(post)


async def test_asker_sees_the_confidential_job_until_the_card_is_posted(with_a_secret: World) -> None:
    private = await look_up(with_a_secret, f"private {ADA}")
    assert [secret for secret in SECRETS if secret not in blocks_text(private)] == []
    await click(with_a_secret, private, buttons.DETAILS)
    assert [secret for secret in SECRETS if secret not in blocks_text(modal(with_a_secret))] == []
    await click(with_a_secret, private, buttons.POST_HERE)
    public = with_a_secret.slack.posts[-1]
    assert public.user_visible_to is None
    assert [secret for secret in SECRETS if secret in public.text + blocks_text(public)] == []


async def test_card_posted_to_a_thread_leaves_the_confidential_job_out(with_a_secret: World) -> None:
    view = await point_at(with_a_secret, write(with_a_secret, MAIL))
    assert "Backend Engineer" in blocks_text(view)
    await click(with_a_secret, view, buttons.POST_TO_THREAD)
    posted = with_a_secret.slack.posts[-1]
    assert [secret for secret in SECRETS if secret in posted.text + blocks_text(posted)] == []
