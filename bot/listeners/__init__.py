"""Everything that the app responds to, in one list."""

import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, NamedTuple

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.cards import buttons, channel_form, find, views
from bot.cards.forget import ASK_TO_FORGET, FORGET
from bot.cards.home import SEARCH_FROM_HOME
from bot.cards.texts import Language
from bot.listeners.ack_deadline import AckDeadline
from bot.listeners.card_buttons import CardButtons
from bot.listeners.channel_payloads import ChannelForm
from bot.listeners.channel_post import ChannelPost
from bot.listeners.find_payloads import FindForm, FindShortcut
from bot.listeners.forget import Forget
from bot.listeners.home import Home
from bot.listeners.home_payloads import ForgetForm, HomeClick, HomeOpened, HomeSearch, RecentJobClick
from bot.listeners.jobs import JobLookUp
from bot.listeners.link_previews import LinkPreviews
from bot.listeners.listener import Listener, ListenerFactory, acknowledge
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
    """The objects whose methods answer the requests."""

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
    from_message, to_channel, links = journeys.from_message, journeys.to_channel, journeys.links
    app.command(COMMAND)(create_listener("command", SlashCommand, journeys.look_up.command))
    listeners = dict(for_clicks(create_listener, journeys))
    app.block_action(_any_of(listeners))(_for_each(listeners))
    app.shortcut(LOOK_UP_IN_SPOTT)(create_listener("message", MessageShortcut, from_message.look_up))
    app.event("app_mention")(
        create_listener.for_event("mention", Message, journeys.mention.answer, is_from_a_person, asks=True)
    )
    app.event("message")(
        create_listener.for_event("direct message", Message, journeys.mention.answer, is_direct, asks=True)
    )
    app.view(views.SEARCH)(create_listener("search", SearchForm, from_message.search, _searching))
    app.event(LINK_SHARED)(create_listener.for_event("link", LinkShared, links.show, links.is_meant))
    app.shortcut(FIND_IN_SPOTT)(create_listener("find", FindShortcut, from_message.find))
    app.options(find.WHO)(journeys.suggestions.listen)
    app.view(find.FIND)(create_listener("found", FindForm, from_message.show_suggested, _showing))
    app.view(channel_form.POST_TO_CHANNEL)(
        create_listener("post to channel", ChannelForm, to_channel.post, _searching, to_channel.check)
    )
    app.event(HOME_OPENED)(create_listener.for_event("home tab", HomeOpened, journeys.home.opened, _on_home))
    app.view(FORGET)(create_listener("forget", ForgetForm, journeys.forget.forget, _searching))


def for_clicks(create_listener: ListenerFactory, journeys: Journeys) -> list[tuple[str, Listener]]:
    """The listeners for clicks, each with the `action_id` that it is for."""
    look_up, card, jobs = journeys.look_up, journeys.card, journeys.jobs
    lists, from_message = journeys.lists, journeys.from_message
    return [
        (buttons.REFRESH, create_listener("refresh", RefreshClick, card.refresh)),
        (buttons.DETAILS, create_listener("details", PersonClick, card.details)),
        (buttons.POST_HERE, create_listener("post here", PersonClick, card.post_here)),
        (buttons.REMOVE, create_listener("remove", RemoveClick, card.remove)),
        (buttons.SHOW, create_listener("choice", ShowClick, _choosing(look_up, from_message))),
        (buttons.SHOW_JOB, create_listener("job choice", JobClick, jobs.choose)),
        (buttons.POST_JOB_HERE, create_listener("post job here", JobClick, jobs.post_here)),
        (buttons.REFRESH_JOB, create_listener("job refresh", RefreshJobClick, jobs.refresh)),
        (buttons.OPEN_PERSON, create_listener("person in job", PersonClick, _opening(look_up, from_message))),
        (buttons.SEARCH_NAME, create_listener("name", NameClick, from_message.search_name)),
        (buttons.POST_TO_THREAD, create_listener("post to thread", ThreadClick, card.post_to_thread)),
        (buttons.POST_JOB_TO_THREAD, create_listener("post job to thread", JobThreadClick, jobs.post_to_thread)),
        (buttons.REFRESH_LIST, create_listener("list refresh", ListClick, lists.refresh)),
        (buttons.POST_LIST_HERE, create_listener("post list here", ListClick, lists.post_here)),
        (buttons.DISMISS, create_listener("dismiss", Click, card.dismiss)),
        (buttons.NONE_OF_THESE, create_listener("none of these", NoneClick, _none(card, from_message))),
        (buttons.REFRESH_IN_MODAL, create_listener("modal refresh", ModalClick, from_message.refresh)),
        (buttons.REFRESH_DETAILS, create_listener("details refresh", ModalClick, card.refresh_details)),
        (buttons.OTHER_RECORDS, create_listener("other records", ModalClick, card.other_records)),
        (buttons.SHOW_LINKED_PERSON, create_listener("linked person", PersonClick, look_up.open)),
        (buttons.SHOW_LINKED_JOB, create_listener("linked job", JobClick, jobs.open)),
        (buttons.OPEN_IN_SPOTT, acknowledge),
        (buttons.GO_TO_CARD, acknowledge),
        *_for_clicks_on_home(create_listener, journeys),
    ]


def _for_clicks_on_home(create_listener: ListenerFactory, journeys: Journeys) -> list[tuple[str, Listener]]:
    home, from_message = journeys.home, journeys.from_message
    return [
        (SEARCH_FROM_HOME, create_listener("home search", HomeSearch, from_message.search_from_home)),
        (find.OPEN, create_listener("home find", Click, from_message.find)),
        (buttons.SHOW_RECENT, create_listener("home", PersonClick, from_message.show_recent)),
        (buttons.SHOW_RECENT_JOB, create_listener("home", RecentJobClick, journeys.jobs.show_recent)),
        (ASK_TO_FORGET, create_listener("ask to forget", Click, journeys.forget.ask)),
        (buttons.CLEAR_RECENTS, create_listener("clear", HomeClick, home.clear)),
        (buttons.PREVIEWS_OFF, create_listener("previews off", HomeClick, home.turn_previews_off)),
        (buttons.PREVIEWS_ON, create_listener("previews on", HomeClick, home.turn_previews_on)),
    ]


def _any_of(listeners: Mapping[str, Listener]) -> re.Pattern[str]:
    """One pattern for all of an app's `action_id`s: trying them one by one would take Bolt up to half a millisecond."""
    return re.compile(rf"\A(?:{'|'.join(map(re.escape, listeners))})\Z")


def _for_each(listeners: Mapping[str, Listener]) -> Listener:
    async def listener(ack: AsyncAck, body: dict[str, Any], ack_deadline: AckDeadline) -> BoltResponse | None:
        return await listeners[body["actions"][0]["action_id"]](ack, body, ack_deadline)

    return listener


def _on_home(event: Mapping[str, Any]) -> bool:
    """Whether the Home tab was opened; Slack sends the same event for the Messages tab."""
    return event.get("tab") == "home"


def _choosing(
    look_up: LookUp, from_message: MessageLookUp
) -> Callable[[ShowClick, Reply], Coroutine[None, None, None]]:
    """Answers a choice in a list of people, which is in a message or in a modal."""
    return lambda click, reply: (from_message if click.view_id else look_up).choose(click, reply)


def _opening(
    look_up: LookUp, from_message: MessageLookUp
) -> Callable[[PersonClick, Reply], Coroutine[None, None, None]]:
    """Opens a person from a job's card or a list, which is in a message or in a modal."""
    return lambda click, reply: (from_message.open_person if click.view_id else look_up.open_listed)(click, reply)


def _none(card: CardButtons, from_message: MessageLookUp) -> Callable[[NoneClick, Reply], Coroutine[None, None, None]]:
    """Answers None of these: a list in a message is removed, and one in a modal becomes the search form."""
    return lambda click, reply: from_message.search_again(click, reply) if click.view_id else card.dismiss(click, reply)


def _searching(_: Interaction, say: Language) -> dict[str, Any]:
    """What the modal shows until Spott has answered."""
    return {"response_action": "update", "view": views.loading(say)}


def _showing(form: FindForm, say: Language) -> dict[str, Any]:
    """The same after a suggestion was chosen; anything else is refused in the form."""
    if form.chosen is None:
        return {"response_action": "errors", "errors": {views.QUERY: say("find_unanswered")}}
    return _searching(form, say)
