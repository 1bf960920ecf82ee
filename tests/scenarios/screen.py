"""What a member has on the screen after looking around, for others to click on."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.cards import buttons, previews, views
from bot.cards.home import Recent, home
from bot.listeners import LOOK_UP_IN_SPOTT
from bot.sandbox.slack.identity import BOT_TOKEN
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.post import Post
from bot.sandbox.slack.workspace import MEMBER, PUBLIC
from bot.sandbox.spott import RawAnswer
from bot.sandbox.world import World
from bot.slack.seal import Seal, everybody_in
from tests.english import say
from tests.front_door import look_up, message_as_if_of, modal, modal_as_if_of, settled
from tests.scenarios.canaries import CANARY, JOB, JOBS, NAMESAKE, PEOPLE, add_jobs, with_canaries


@dataclass(frozen=True)
class Screen:
    """What a member has on the screen, for others to click on."""

    public: Post
    private: Post
    picker: Post
    pointed_at: Post
    names_nobody: Post
    modal: View
    modal_picker: View
    form: View
    offered: View
    job: Post
    job_picker: Post
    private_job: Post
    details: View
    without_jobs: View
    details_without_jobs: View
    job_modal: View
    people: Post
    private_people: Post
    linked: Post
    home: View


def as_if_of(user: str, target: Post | View) -> Post | View:
    """What a member has on the screen, as if it were another user's."""
    if isinstance(target, View):
        return modal_as_if_of(user, target)
    return message_as_if_of(user, target) if target.user_visible_to is not None else target


def add_canaries(here: World) -> None:
    """Two people with the same name and a canary in each text, and their jobs."""
    numbers = iter(range(26 * 26))
    for candidate_id, like in ((CANARY, "c-ada-lovelace"), (NAMESAKE, "c-grace-hopper")):
        person = with_canaries(here.spott.people[like], numbers)
        here.spott.people[candidate_id] = {**person, "candidateId": candidate_id}
    add_jobs(here, numbers)


async def a_member_looks_around(here: World) -> Screen:
    add_canaries(here)
    typed = (CANARY, f"private {CANARY}", "canary", JOB, "job canary", f"private {JOB}", PEOPLE, f"private {PEOPLE}")
    here.spott.answers[f"/applications/candidate/{CANARY}"] = RawAnswer(500)
    without_jobs = await modal_on(here, here.slack.say(CANARY, user=MEMBER, channel=PUBLIC))
    details_without_jobs = await details_on(here, without_jobs)
    del here.spott.answers[f"/applications/candidate/{CANARY}"]
    public, private, picker, job, job_picker, private_job, people, private_people = [
        await look_up(here, text) for text in typed
    ]
    details = await details_on(here, public)
    pointed_at, names_nobody = [
        here.slack.say(text, user=MEMBER, channel=PUBLIC) for text in (f"Who is {CANARY}?", "Good morning")
    ]
    named = " ".join(here.spott.people[CANARY][part].title() for part in ("firstName", "lastName"))
    names_somebody = here.slack.say(f"Who knows {named}?", user=MEMBER, channel=PUBLIC)
    modal, offered, form = [await modal_on(here, message) for message in (pointed_at, names_somebody, names_nobody)]
    modal_picker, job_modal = [await submitted(here, text, names_nobody) for text in ("canary", JOB)]
    return Screen(
        public,
        private,
        picker,
        pointed_at,
        names_nobody,
        modal,
        modal_picker,
        form,
        offered,
        job,
        job_picker,
        private_job,
        details,
        without_jobs,
        details_without_jobs,
        job_modal,
        people,
        private_people,
        await linked(here),
        home_tab(here),
    )


def home_tab(here: World) -> View:
    """A Home tab with a person and a job among the last look-ups."""
    now = datetime.now(UTC)
    recents = [Recent(CANARY, is_job=False, at=now), Recent(JOBS[0], is_job=True, at=now)]
    view = Seal(BOT_TOKEN).home(home(say, recents, None, now=now, at=0), MEMBER)
    return here.slack.installation.home_tabs.publish(MEMBER, {**view})


async def linked(here: World) -> Post:
    """A message with previews of its links to a person and to a job."""
    post = here.slack.say("https://app.example.com/1 https://app.example.com/2", user=MEMBER, channel=PUBLIC)
    person, job = previews.person(say, CANARY), previews.job(say, JOBS[0])
    shown = {"https://app.example.com/1": person, "https://app.example.com/2": job}
    seal, audience = Seal(BOT_TOKEN), everybody_in(PUBLIC)
    sealed = {url: seal.message({"text": "", "blocks": blocks}, audience)["blocks"] for url, blocks in shown.items()}
    here.slack.installation.posts.unfurl(post, sealed)
    found = here.slack.installation.posts.get(PUBLIC, post.ts)
    assert found
    return found


async def submitted(here: World, text: str, message: Post) -> View:
    await here.slack.submit(await modal_on(here, message), {views.QUERY: {views.TYPED: text}})
    await settled(here)
    (view,) = here.slack.views
    return view


async def modal_on(here: World, message: Post) -> View:
    await here.slack.shortcut(LOOK_UP_IN_SPOTT, user=MEMBER, message=message)
    await settled(here)
    (view,) = here.slack.views
    return view


async def details_on(here: World, card: Post | View) -> View:
    await here.slack.click(card, buttons.DETAILS, user=MEMBER)
    await settled(here)
    return modal(here)
