"""Composes what answers each kind of request; `bot.listeners` says which request goes where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.access.decide import Access
from bot.clients import Limits
from bot.listeners import Journeys
from bot.listeners.card_buttons import CardButtons
from bot.listeners.channel_post import ChannelPost
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

if TYPE_CHECKING:  # with SQLAlchemy, which is not loaded without a store
    from bot.store.previews import Previews


@dataclass(frozen=True, slots=True)
class _Parts:
    """What several journeys share."""

    settings: ServingSettings
    workspace: Workspace
    clock: Callable[[], float]
    access: Access
    gate: Gate
    presenter: Presenter
    job_presenter: JobPresenter
    reading: Reading
    posting: Posting

    @property
    def previews(self) -> "Previews | None":
        """Remembers who turned previews off; None without a store."""
        store = self.workspace.store
        return store.previews if store is not None else None


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
        limits: How much the bot does at once, and for how long.
        workspace_check: Rejects requests of other workspaces.
    """
    parts = _parts(settings, workspace, claims, clock, limits)
    gate, presenter, reading, posting = parts.gate, parts.presenter, parts.reading, parts.posting
    jobs = JobLookUp(gate, parts.job_presenter, workspace.policy, posting, claims)
    lists = ListLookUp(gate, ListPresenter(presenter.clock, presenter.languages), posting)
    from_message = MessageLookUp(gate, presenter, reading, jobs, lists)
    look_up = _look_up(parts, jobs, lists, from_message, claims)
    return Journeys(
        look_up,
        CardButtons(gate, presenter, posting, workspace.facts.colleagues, claims),
        jobs,
        lists,
        from_message,
        _link_previews(parts, claims, limits),
        _home(parts),
        Forget(parts.access, workspace.messenger, workspace.store),
        Mention(look_up, reading),
        _suggestions(parts, workspace_check),
        ChannelPost(gate, presenter, parts.job_presenter, posting),
    )


def _look_up(parts: _Parts, jobs: JobLookUp, lists: ListLookUp, from_message: MessageLookUp, claims: Claims) -> LookUp:
    return LookUp(
        parts.gate,
        parts.presenter,
        parts.reading,
        policy=parts.workspace.policy,
        posting=parts.posting,
        jobs=jobs,
        lists=lists,
        claims=claims,
        find=from_message.find,
    )


def _parts(
    settings: ServingSettings, workspace: Workspace, claims: Claims, clock: Callable[[], float], limits: Limits
) -> _Parts:
    access, zone, languages = Access(workspace.facts, workspace.policy), settings.zone, workspace.messenger.languages
    gate = Gate(workspace.directory, workspace.jobs, access, workspace.quota, slow_after=limits.slow_after)
    presenter = Presenter(
        clock=lambda: datetime.now(zone),
        languages=languages,
        form=settings.card_form,
        app_url=settings.spott_app_url,
        attributes=settings.details_attributes,
    )
    job_presenter = JobPresenter(
        presenter.clock, languages, settings.card_form, settings.spott_job_url, settings.job_stuck_days
    )
    reading = Reading(settings.spott_app_url, settings.phone_region, settings.spott_job_url)
    posting = Posting(gate, workspace.posted_cards, claims)
    return _Parts(settings, workspace, clock, access, gate, presenter, job_presenter, reading, posting)


def _link_previews(parts: _Parts, claims: Claims, limits: Limits) -> LinkPreviews:
    return LinkPreviews(
        parts.gate,
        parts.access,
        parts.presenter,
        parts.job_presenter,
        parts.workspace.posted_cards,
        unfurl=parts.settings.unfurl,
        choices=parts.previews,
        claims=claims,
        mention_within=limits.mention_within,
        clock=parts.clock,
    )


def _home(parts: _Parts) -> Home:
    settings, workspace, reading = parts.settings, parts.workspace, parts.reading
    has_previews = settings.unfurl != "off" and bool(reading.app_url or reading.job_url)
    return Home(
        parts.access,
        workspace.directory,
        workspace.jobs,
        look_ups_kept(workspace.store),
        workspace.installed,
        previews=parts.previews if has_previews else None,
        limits=settings.lookups_per_person,
        wall=parts.presenter.clock,
        clock=parts.clock,
    )


def _suggestions(parts: _Parts, workspace_check: WorkspaceCheck) -> Suggestions:
    workspace = parts.workspace
    return Suggestions(
        parts.gate,
        workspace.directory,
        workspace.jobs,
        workspace_check=workspace_check,
        languages=workspace.messenger.languages,
        wall=parts.presenter.clock,
        clock=parts.clock,
    )
