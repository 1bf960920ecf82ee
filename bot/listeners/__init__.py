"""Everything that the app responds to, in one list."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncApp

from bot.cards import buttons, channel_form, find, views
from bot.cards.forget import ASK_TO_FORGET, FORGET
from bot.cards.home import SEARCH_FROM_HOME
from bot.cards.texts import Language
from bot.listeners.card_buttons import CardButtons
from bot.listeners.channel_payloads import ChannelForm
from bot.listeners.channel_post import ChannelPost
from bot.listeners.find_payloads import FindForm, FindShortcut
from bot.listeners.forget import Forget
from bot.listeners.home import Home
from bot.listeners.home_payloads import ForgetForm, HomeClick, HomeOpened, HomeSearch, RecentJobClick
from bot.listeners.jobs import JobLookUp
from bot.listeners.link_previews import LinkPreviews
from bot.listeners.listener import ListenerFactory, acknowledge
from bot.listeners.lookup import LookUp
from bot.listeners.mention import Mention, is_direct, is_from_a_person
from bot.listeners.message_events import LinkShared, Message
from bot.listeners.message_shortcut import MessageLookUp
from bot.listeners.payloads import (
    Click,
    Interaction,
    JobClick,
    JobThreadClick,
    ListClick,
    MessageShortcut,
    ModalClick,
    NameClick,
    NoneClick,
    PersonClick,
    RefreshClick,
    RefreshJobClick,
    RemoveClick,
    SearchForm,
    ShowClick,
    SlashCommand,
    ThreadClick,
)
from bot.listeners.people_lists import ListLookUp
from bot.listeners.suggestions import Suggestions
from bot.slack.reply import Reply

COMMAND = "/spott"
HOME_OPENED = "app_home_opened"
LOOK_UP_IN_SPOTT = "look_up_in_spott"
"""The callback_id of the message shortcut."""
FIND_IN_SPOTT = "find_in_spott"
"""The callback_id of the global shortcut."""
LINK_SHARED = "link_shared"


class Journeys(NamedTuple):
    """What answers the requests."""

    look_up: LookUp
    card: CardButtons
    jobs: JobLookUp
    lists: ListLookUp
    from_message: MessageLookUp
    links: LinkPreviews
    home: Home
    forget: Forget
    mention: Mention
    suggestions: Suggestions
    to_channel: ChannelPost


def register(app: AsyncApp, create_listener: ListenerFactory, journeys: Journeys) -> None:
    """Register all listeners with Bolt; the most used first, since Bolt tries them in order."""
    look_up, card, jobs = journeys.look_up, journeys.card, journeys.jobs
    lists, from_message = journeys.lists, journeys.from_message
    app.command(COMMAND)(create_listener("command", SlashCommand, look_up.command))
    app.action(buttons.REFRESH)(create_listener("refresh", RefreshClick, card.refresh))
    app.action(buttons.DETAILS)(create_listener("details", PersonClick, card.details))
    app.action(buttons.POST_HERE)(create_listener("post here", PersonClick, card.post_here))
    app.action(buttons.REMOVE)(create_listener("remove", RemoveClick, card.remove))
    app.action(buttons.SHOW)(create_listener("choice", ShowClick, _where(look_up, from_message)))
    app.action(buttons.SHOW_JOB)(create_listener("job choice", JobClick, jobs.choose))
    app.action(buttons.POST_JOB_HERE)(create_listener("post job here", JobClick, jobs.post_here))
    app.action(buttons.REFRESH_JOB)(create_listener("job refresh", RefreshJobClick, jobs.refresh))
    app.action(buttons.OPEN_PERSON)(create_listener("person in job", PersonClick, _opening(look_up, from_message)))
    app.shortcut(LOOK_UP_IN_SPOTT)(create_listener("message", MessageShortcut, from_message.look_up))
    app.event("app_mention")(
        create_listener.for_event("mention", Message, journeys.mention.answer, is_from_a_person, asks=True)
    )
    app.event("message")(
        create_listener.for_event("direct message", Message, journeys.mention.answer, is_direct, asks=True)
    )
    app.view(views.SEARCH)(create_listener("search", SearchForm, from_message.search, _searching))
    app.action(buttons.SEARCH_NAME)(create_listener("name", NameClick, from_message.search_name))
    app.action(buttons.POST_TO_THREAD)(create_listener("post to thread", ThreadClick, card.post_to_thread))
    app.action(buttons.POST_JOB_TO_THREAD)(create_listener("post job to thread", JobThreadClick, jobs.post_to_thread))
    app.action(buttons.REFRESH_LIST)(create_listener("list refresh", ListClick, lists.refresh))
    app.action(buttons.POST_LIST_HERE)(create_listener("post list here", ListClick, lists.post_here))
    app.action(buttons.DISMISS)(create_listener("dismiss", Click, card.dismiss))
    app.action(buttons.NONE_OF_THESE)(create_listener("none of these", NoneClick, _none(card, from_message)))
    app.action(buttons.REFRESH_IN_MODAL)(create_listener("modal refresh", ModalClick, from_message.refresh))
    app.action(buttons.REFRESH_DETAILS)(create_listener("details refresh", ModalClick, card.refresh_details))
    app.action(buttons.OTHER_RECORDS)(create_listener("other records", ModalClick, card.other_records))
    app.action(buttons.OPEN_IN_SPOTT)(acknowledge)
    app.action(buttons.GO_TO_CARD)(acknowledge)
    _register_links(app, create_listener, journeys)
    _register_find(app, create_listener, journeys)
    _register_home(app, create_listener, journeys)


def _register_links(app: AsyncApp, create_listener: ListenerFactory, journeys: Journeys) -> None:
    links = journeys.links
    app.event(LINK_SHARED)(create_listener.for_event("link", LinkShared, links.show, links.is_meant))
    app.action(buttons.SHOW_LINKED_PERSON)(create_listener("linked person", PersonClick, journeys.look_up.open))
    app.action(buttons.SHOW_LINKED_JOB)(create_listener("linked job", JobClick, journeys.jobs.open))


def _register_find(app: AsyncApp, create_listener: ListenerFactory, journeys: Journeys) -> None:
    from_message, to_channel = journeys.from_message, journeys.to_channel
    app.shortcut(FIND_IN_SPOTT)(create_listener("find", FindShortcut, from_message.find))
    app.options(find.WHO)(journeys.suggestions.listen)
    app.view(find.FIND)(create_listener("found", FindForm, from_message.show_suggested, _showing))
    app.view(channel_form.POST_TO_CHANNEL)(
        create_listener("post to channel", ChannelForm, to_channel.post, _searching, to_channel.check)
    )


def _register_home(app: AsyncApp, create_listener: ListenerFactory, journeys: Journeys) -> None:
    jobs, from_message = journeys.jobs, journeys.from_message
    opened = create_listener.for_event("home tab", HomeOpened, journeys.home.opened, _on_home)
    app.event(HOME_OPENED)(opened)
    app.action(SEARCH_FROM_HOME)(create_listener("home search", HomeSearch, from_message.search_from_home))
    app.action(find.OPEN)(create_listener("home find", Click, from_message.find))
    app.action(buttons.SHOW_RECENT)(create_listener("home", PersonClick, from_message.show_recent))
    app.action(buttons.SHOW_RECENT_JOB)(create_listener("home", RecentJobClick, jobs.show_recent))
    app.action(ASK_TO_FORGET)(create_listener("ask to forget", Click, journeys.forget.ask))
    app.view(FORGET)(create_listener("forget", ForgetForm, journeys.forget.forget, _searching))
    app.action(buttons.CLEAR_RECENTS)(create_listener("clear", HomeClick, journeys.home.clear))
    app.action(buttons.PREVIEWS_OFF)(create_listener("previews off", HomeClick, journeys.home.turn_previews_off))
    app.action(buttons.PREVIEWS_ON)(create_listener("previews on", HomeClick, journeys.home.turn_previews_on))


def _on_home(event: Mapping[str, Any]) -> bool:
    """Slack sends the event for the Messages tab, too."""
    return event.get("tab") == "home"


def _where(look_up: LookUp, from_message: MessageLookUp) -> Callable[[ShowClick, Reply], Coroutine[None, None, None]]:
    """Lists of people are in messages and in modals."""
    return lambda click, reply: (from_message if click.view_id else look_up).choose(click, reply)


def _opening(
    look_up: LookUp, from_message: MessageLookUp
) -> Callable[[PersonClick, Reply], Coroutine[None, None, None]]:
    """Jobs are in messages and in modals, too."""
    return lambda click, reply: (from_message.open_person if click.view_id else look_up.open_listed)(click, reply)


def _none(card: CardButtons, from_message: MessageLookUp) -> Callable[[NoneClick, Reply], Coroutine[None, None, None]]:
    """Without the right person, a list in a message is taken away, and one in a modal becomes the search form."""
    return lambda click, reply: from_message.search_again(click, reply) if click.view_id else card.dismiss(click, reply)


def _searching(_: Interaction, say: Language) -> dict[str, Any]:
    """What the modal shows until Spott has answered."""
    return {"response_action": "update", "view": views.loading(say)}


def _showing(form: FindForm, say: Language) -> dict[str, Any]:
    """The same for a suggestion; what is none is refused in the form."""
    if form.chosen is None:
        return {"response_action": "errors", "errors": {views.QUERY: say("find_unanswered")}}
    return _searching(form, say)
