"""Users' actions in conversations, and Slack's requests to the app: commands, messages, clicks, shortcuts."""

from contextlib import suppress
from typing import Any

from bot.sandbox.slack.delivery import Delivery
from bot.sandbox.slack.elements import STATEFUL, Entered, action_of, find, state_values, with_ids
from bot.sandbox.slack.errors import MethodError
from bot.sandbox.slack.feed import Notice
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.modals import View
from bot.sandbox.slack.objects import message_object, view_object
from bot.sandbox.slack.payloads import command_form, interaction, place
from bot.sandbox.slack.post import Post, unfurl_salt
from bot.sandbox.slack.receipt import Receipt, receipt_of
from bot.sandbox.slack.typed import message_content

NO_ANSWER = "This app is not responding."


class People:
    """Acts for any user in the workspace.

    The real Slack offers commands and message shortcuts only to members of the workspace that installed the app. Here
    everyone can use them, so that tests can show what the app does then.
    """

    def __init__(self, installation: Installation, delivery: Delivery) -> None:
        self._installation = installation
        self._delivery = delivery

    async def command(self, command: str, text: str = "", *, user: str, channel: str) -> Receipt:
        """Type a slash command, as a user.

        Args:
            command: With its slash.
            text: The text after it.
            user: The user's id.
            channel: The id of the conversation.
        """
        slack = self._installation
        typed = f"{command} {text}".rstrip()
        path = slack.response_urls.issue("commands", user=user, channel=channel, command=(user, typed))
        form = command_form(
            slack,
            slack.workspace.user(user),
            slack.channel(channel),
            command=command,
            text=text,
            response_url=slack.url + path,
            trigger_id=slack.triggers.issue(user),
        )
        acknowledgement = await self._delivery.send("slash_commands", form)
        detail = ""
        if acknowledgement.error:
            words = f"{command} failed with the error “{acknowledgement.error}”"
            slack.feed.publish(Notice(user, channel, words))
        elif acknowledgement.body and ("text" in acknowledgement.body or "blocks" in acknowledgement.body):
            try:
                slack.response_urls.post(path, acknowledgement.body)
            except MethodError as refusal:
                detail = refusal.error
        return receipt_of(acknowledgement, slack.url + path, detail)

    def say(
        self,
        text: str,
        *,
        user: str,
        channel: str,
        thread_ts: str | None = None,
        attachments: list[dict[str, Any]] | None = None,
    ) -> Post:
        """Write a message, as a user; addresses in it become links, as in Slack's clients.

        Raises:
            LookupError: There is no such user, conversation or thread.
        """
        slack = self._installation
        slack.workspace.user(user)
        slack.channel(channel)
        if thread_ts is not None and slack.posts.get(channel, thread_ts) is None:
            raise LookupError(f"there is no message {thread_ts} to answer in {channel}")
        linked, blocks = message_content(text, self._names())
        content = {"text": linked, "blocks": blocks, "thread_ts": thread_ts, "attachments": attachments}
        return slack.posts.add(content, channel=channel, author=user, via="say")

    def paste(self, text: str, *, user: str) -> None:
        """Paste a text into a message that is being written, as a user."""
        slack = self._installation
        slack.links.pasted(text, slack.workspace.user(user))

    def edit(self, post: Post, text: str) -> Post:
        """Change a message, as the user who wrote it."""
        linked, blocks = message_content(text, self._names())
        return self._installation.posts.edit(post, {"text": linked, "blocks": blocks})

    async def click(
        self,
        target: Post | View,
        action_id: str,
        *,
        user: str,
        chosen: Any = None,  # noqa: ANN401 - a text, an id, an option or its value, or a list of these
        block_id: str | None = None,
        values: Entered | None = None,
    ) -> Receipt:
        """Click a button or choose from a menu, as a user, in a message, a modal or the Home tab.

        A message or view can be clicked even after it was changed or deleted, since a client may still show the old
        one.

        Args:
            target: The message or view on the user's screen.
            action_id: The element's id.
            user: The user's id.
            chosen: What was chosen or entered, for elements other than buttons.
            block_id: Needed if several elements share the `action_id`.
            values: The values of the view's other inputs.

        Raises:
            LookupError: There is no such element, or the message is not shown to this user.
        """
        url = _unfurled(target, action_id, block_id) if isinstance(target, Post) else None
        blocks = _blocks_of(target, url) if isinstance(target, Post) else target.blocks
        block, element = find(blocks, action_id, block_id)
        entered = {name: dict(entries) for name, entries in (values or {}).items()}
        if element["type"] in STATEFUL:
            entered.setdefault(block["block_id"], {})[action_id] = chosen
        action = action_of(block, element, chosen, self._installation.posts.next_ts())
        return await self._send_click(target, user, action, state_values(blocks, entered), url)

    def _names(self) -> dict[str, str]:
        """The ids of everyone who can be mentioned, by name."""
        workspace = self._installation.workspace
        return {workspace.user(one).real_name: one for one in (*workspace.cast, workspace.bot)}

    async def _send_click(
        self, target: Post | View, user: str, action: dict[str, Any], state: dict[str, Any], url: str | None
    ) -> Receipt:
        slack = self._installation
        # Nothing can be pushed on top of a Home tab.
        modal = target.id if isinstance(target, View) and not target.is_home else None
        trigger_id = slack.triggers.issue(user, modal)
        payload = interaction(slack, slack.workspace.user(user), "block_actions", trigger_id)
        payload["actions"] = [action]
        response_url = where = ""
        if isinstance(target, Post):
            response_url = self._add_message(payload, target, user, url)
            payload["state"] = {"values": state}
            where = target.channel
        else:
            payload["container"] = {"type": "view", "view_id": target.id}
            payload["view"] = view_object(slack.workspace, target, state)
        acknowledgement = await self._delivery.send("interactive", payload)
        if acknowledgement.error:
            slack.feed.publish(Notice(user, where, NO_ANSWER))
        return receipt_of(acknowledgement, response_url)

    def _add_message(self, payload: dict[str, Any], post: Post, user: str, url: str | None) -> str:
        slack = self._installation
        if post.user_visible_to not in {None, user}:
            raise LookupError(f"{user} does not see the message {post.ts}")
        ephemeral = post.user_visible_to is not None
        # The app can't replace the message after a click in a link's preview: it is somebody else's.
        source = None if url else post
        path = slack.response_urls.issue("actions", user=user, channel=post.channel, source=source)
        payload["channel"] = place(slack.channel(post.channel))
        payload["container"] = {
            "type": "message",
            "message_ts": post.ts,
            "channel_id": post.channel,
            "is_ephemeral": ephemeral,
        }
        if post.thread_ts:
            payload["container"]["thread_ts"] = post.thread_ts
        if url:
            unfurl = {"app_unfurl_url": url, "is_app_unfurl": True}
            number = [*post.unfurls].index(url) + 1
            payload["container"] |= {"type": "message_attachment", "attachment_id": number, **unfurl}
            payload["app_unfurl"] = {"id": number, "blocks": _blocks_of(post, url), **unfurl}
        elif not ephemeral:
            # Slack does not store ephemeral messages, so it cannot send them back.
            payload["message"] = message_object(slack.workspace, post)
        payload["response_url"] = slack.url + path
        return slack.url + path

    async def shortcut(self, callback_id: str, *, user: str, message: Post | None = None) -> Receipt:
        """Run a shortcut, as a user: from a message's menu, or the global one if there is no message.

        Raises:
            ValueError: The message is ephemeral; such messages have no shortcuts.
        """
        slack = self._installation
        trigger_id = slack.triggers.issue(user)
        kind = "message_action" if message else "shortcut"
        payload = interaction(slack, slack.workspace.user(user), kind, trigger_id)
        payload |= {"callback_id": callback_id, "action_ts": slack.posts.next_ts()}
        response_url = ""
        if message is not None:
            if message.user_visible_to is not None:
                raise ValueError("there are no shortcuts on ephemeral messages")
            path = slack.response_urls.issue("app", user=user, channel=message.channel)
            response_url = slack.url + path
            payload |= {
                "channel": place(slack.channel(message.channel)),
                "message_ts": message.ts,
                "message": message_object(slack.workspace, message),
                "response_url": response_url,
            }
        acknowledgement = await self._delivery.send("interactive", payload)
        if acknowledgement.error:
            slack.feed.publish(Notice(user, message.channel if message else "", NO_ANSWER))
        return receipt_of(acknowledgement, response_url)


def _unfurled(post: Post, action_id: str, block_id: str | None) -> str | None:
    """The link whose preview has this element; None if it is in the message itself."""
    for url in post.unfurls:
        with suppress(LookupError):
            find(_blocks_of(post, url), action_id, block_id)
            return url
    return None


def _blocks_of(post: Post, url: str | None) -> list[dict[str, Any]]:
    """The blocks of a message, or of its preview of a link, with their ids."""
    return with_ids(post.unfurls[url], unfurl_salt(post, url)) if url else with_ids(post.blocks, post.ts)
