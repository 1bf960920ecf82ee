"""The main journey: somebody types who they want to see, and the card stands where they asked, if it may."""

from typing import Literal

from bot.cards import notices, results
from bot.listeners.gate import Answer, Asker, Gate, Notice
from bot.listeners.payloads import Payload, ShowClick, SlashCommand
from bot.listeners.presenter import Drawing
from bot.listeners.seen import Seen
from bot.people import query
from bot.people.reading import Reading
from bot.people.resolve import Choice, KnownId, NotAContact, OnePerson
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


class LookUp:
    """Answers `/spott` and the choice of one of several people.

    Args:
        gate: Answers questions, for those who may know.
        drawing: Draws what was found.
        reading: Understands what was typed.
        reply_in: Where cards go unless the person says `private`.
    """

    def __init__(
        self,
        gate: Gate,
        drawing: Drawing,
        reading: Reading,
        *,
        reply_in: Literal["channel", "private"] = "channel",
    ) -> None:
        self._gate = gate
        self._drawing = drawing
        self._reply_in = reply_in
        self._reading = reading
        self._chosen = Seen()

    async def command(self, command: SlashCommand, reply: Reply) -> None:
        """`/spott <who>`: the card, a list to choose from, or one private sentence that says why there is none."""
        asked = self._reading.typed(command.text)
        if isinstance(asked.query, query.Help):
            await reply.outcome(notices.of("help_private" if self._reply_in == "private" else "help"), Outcome.HELP)
            return
        answer = await self._gate.ask(asked.query, Asker(command.user_id, command.channel_id), reply)
        wanted = self._reply_in == "channel" and not asked.private
        await self._show(answer, command, reply, in_channel=wanted, typed=wanted and asked.sensitive)

    async def choose(self, click: ShowClick, reply: Reply) -> None:
        """Show, in a list of people: the card, where the command would have put it; then the list is taken away."""
        asker = Asker(click.user_id, click.channel_id)
        answer = await self._gate.ask(KnownId(click.candidate_id), asker, reply)
        # A choice that came to nothing may be made again.
        if not isinstance(answer.found, Notice) and not self._chosen.first(click.clicked):
            await reply.outcome(notices.of("picker_used"), Outcome.TWICE)
        elif await self._show(answer, click, reply, in_channel=not click.private):
            await reply.remove_original()

    async def _show(
        self, answer: Answer, payload: Payload, reply: Reply, *, in_channel: bool, typed: bool = False
    ) -> bool:
        """Give the reply its outcome.

        Args:
            answer: Who, if anybody, and where it was asked.
            payload: By whom.
            reply: Gets the outcome.
            in_channel: Whether everybody is to see the card, if they may.
            typed: Whether what was typed stands against that.

        Returns:
            Whether the person has an answer that a list of people need not stay for.
        """
        match answer.found:
            case Choice(hits):
                return await reply.outcome(results.picker(hits, private=typed or not in_channel), Outcome.CHOICE)
            case NotAContact() as found:
                return await reply.outcome(self._drawing.not_a_contact(found), Outcome.NOT_A_CONTACT)
            case OnePerson(contact):
                # What Slack has given up on may have been asked again: everybody would see it twice.
                if in_channel and not typed and not reply.late and answer.place.hidden is None:
                    card = self._drawing.public(contact, payload.user_id)
                    return await reply.outcome(card, Outcome.CARD, "in_channel")
                late = in_channel and reply.late
                card = self._drawing.private(
                    contact, payload.user_id, answer.place, noted=in_channel, typed=typed, late=late
                )
                return await reply.outcome(card, Outcome.CARD)
            case Notice(message, outcome):
                await reply.outcome(message, outcome)
        return False
