"""Composes what answers each kind of request; `bot.listeners` says which request goes where."""

from collections.abc import Callable
from datetime import datetime

from bot.access.decide import Access
from bot.clients import Limits
from bot.listeners import Journeys
from bot.listeners.card_buttons import CardButtons
from bot.listeners.claims import Claims
from bot.listeners.forget import Forget
from bot.listeners.gate import Gate
from bot.listeners.home import Home
from bot.listeners.job_presenter import JobPresenter
from bot.listeners.jobs import JobLookUp
from bot.listeners.link_previews import LinkPreviews
from bot.listeners.list_presenter import ListPresenter
from bot.listeners.lookup import LookUp
from bot.listeners.mention import Mention
from bot.listeners.message_shortcut import MessageLookUp
from bot.listeners.people_lists import ListLookUp
from bot.listeners.posting import Posting
from bot.listeners.presenter import Presenter
from bot.listeners.recents import look_ups_kept
from bot.listeners.suggestions import Suggestions
from bot.listeners.workspace_check import WorkspaceCheck
from bot.people.reading import Reading
from bot.settings import ServingSettings
from bot.workspace import Workspace


def journeys(
    settings: ServingSettings,
    workspace: Workspace,
    claims: Claims,
    clock: Callable[[], float],
    limits: Limits,
    *,
    workspace_check: WorkspaceCheck,
) -> Journeys:
    """Compose the journeys of one workspace.

    Args:
        settings: The settings.
        workspace: What belongs to the workspace.
        claims: What was done before.
        clock: Monotonic seconds.
        limits: How long a modal waits in silence.
        workspace_check: Rejects requests of other workspaces.
    """
    access = Access(workspace.facts, workspace.policy)
    gate = Gate(workspace.directory, workspace.jobs, access, workspace.quota, slow_after=limits.slow_after)
    zone, languages = settings.zone, workspace.messenger.languages
    presenter = Presenter(
        clock=lambda: datetime.now(zone),
        languages=languages,
        form=settings.card_form,
        app_url=settings.spott_app_url,
        attributes=settings.details_attributes,
    )
    reading = Reading(settings.spott_app_url, settings.phone_region, settings.spott_job_url)
    job_presenter = JobPresenter(
        presenter.clock, languages, settings.card_form, settings.spott_job_url, settings.job_stuck_days
    )
    posting = Posting(gate, workspace.posted_cards, claims)
    jobs = JobLookUp(gate, job_presenter, workspace.policy, posting, claims)
    lists = ListLookUp(gate, ListPresenter(presenter.clock, languages), posting)
    look_up = LookUp(
        gate,
        presenter,
        reading,
        policy=workspace.policy,
        posting=posting,
        jobs=jobs,
        lists=lists,
        claims=claims,
    )
    choices = workspace.store.previews if workspace.store is not None else None
    return Journeys(
        look_up,
        CardButtons(gate, presenter, posting, workspace.facts.colleagues, claims),
        jobs,
        lists,
        MessageLookUp(gate, presenter, reading, jobs, lists),
        LinkPreviews(
            gate,
            access,
            presenter,
            job_presenter,
            workspace.posted_cards,
            unfurl=settings.unfurl,
            choices=choices,
            clock=clock,
        ),
        Home(
            access,
            workspace.directory,
            workspace.jobs,
            look_ups_kept(workspace.store),
            workspace.installed,
            previews=choices if settings.unfurl != "off" and (reading.app_url or reading.job_url) else None,
            limits=settings.lookups_per_person,
            wall=presenter.clock,
            clock=clock,
        ),
        Forget(access, workspace.messenger, workspace.store),
        Mention(look_up, reading),
        Suggestions(
            gate,
            workspace.directory,
            workspace.jobs,
            workspace_check=workspace_check,
            languages=languages,
            wall=presenter.clock,
            clock=clock,
        ),
    )
