"""The slash command: a user types a name, and the card is posted in the conversation if the rules allow it."""

from bot.access.rules import Alone, Asked, Everybody, Place, Policy, Wanted, is_private
from bot.cards import results
from bot.listeners.gate import Answer, Asker, Gate
from bot.listeners.jobs import JobLookUp
from bot.listeners.payloads import PersonClick, ShowClick, SlashCommand
from bot.listeners.presenter import Presenter
from bot.listeners.recent_keys import RecentKeys
from bot.people import query
from bot.people.job_query import ByJob, ByJobId
from bot.people.person import Person
from bot.people.reading import Reading
from bot.people.resolve import Choice, KnownId, OnePerson
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.posted_cards import PostedCards
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


class LookUp:
    """Answers `/spott` and the choice of one of several people.

    Args:
        gate: Answers questions, for users who may ask them.
        presenter: Renders what was found.
        reading: Parses what was typed.
        policy: The settings about access.
        posted_cards: Remembers where cards are posted.
        jobs: Answers questions about jobs.
    """

    def __init__(
        self,
        gate: Gate,
        presenter: Presenter,
        reading: Reading,
        *,
        policy: Policy,
        posted_cards: PostedCards,
        jobs: JobLookUp,
    ) -> None:
        self._posted_cards = posted_cards
        self._gate = gate
        self._presenter = presenter
        self._policy = policy
        self._reading = reading
        self._jobs = jobs
        self._chosen = RecentKeys()

    async def command(self, command: SlashCommand, reply: Reply) -> None:
        """`/spott` with a person or a job: a card, a list to choose from, or a private notice that says why not."""
        asked = self._reading.typed(command.text)
        if isinstance(asked.query, query.Help):
            await reply.tell(notice.of("help_private" if self._policy.reply_in == "private" else "help"))
            return
        how = Asked(_wanted(asked), asked.sensitive, reply.late)
        asker = Asker(command.user_id, command.channel_id, how)
        if isinstance(asked.query, ByJob | ByJobId):
            await self._jobs.answer(asked.query, asker, reply)
            return
        if isinstance(asked.query, query.ByMany):
            await self._list(asked.query, asker, reply)
            return
        await self._show(await self._gate.ask(asked.query, asker, reply), asker, reply)

    async def _list(self, asked: query.ByMany, asker: Asker, reply: Reply) -> None:
        """Show several people, a line each, or a private notice that says why not."""
        answer = await self._gate.ask_about_each(asked.people, asker, reply)
        if isinstance(answer.found, Notice):
            await reply.tell(answer.found)
            return
        alone = answer.audience if isinstance(answer.audience, Alone) else None
        looked_up, reference = self._gate.looked_up(asker.user_id), reply.record.reference
        message = self._presenter.listed(answer.found, looked_up, alone, reference, cut=answer.is_cut)
        if alone:
            await reply.show(message, Outcome.CARD)
        else:
            await reply.post(message, as_own=self._posted_cards.can_find(answer.place.channel))

    async def open(self, click: PersonClick, reply: Reply) -> None:
        """A person was chosen on a job's card: show that person's card, privately."""
        asker = Asker(click.user_id, click.channel_id, Asked(Wanted.PRIVATE, late=reply.late))
        await self._show(await self._gate.ask(KnownId(click.candidate_id), asker, reply), asker, reply)

    async def choose(self, click: ShowClick, reply: Reply) -> None:
        """A choice in a list of people: show the card as the command would have, then remove the list."""
        how = Asked(Wanted.PRIVATE if click.private else Wanted.PUBLIC, late=reply.late)
        asker = Asker(click.user_id, click.channel_id, how)
        answer = await self._gate.ask(KnownId(click.candidate_id), asker, reply)
        # If this fails, the user may choose again.
        if not isinstance(answer.found, Notice) and not self._chosen.add(click.clicked):
            await reply.tell(notice.of("picker_used"))
        elif await self._show(answer, asker, reply):
            await reply.remove_original()

    async def _show(self, answer: Answer, asker: Asker, reply: Reply) -> bool:
        """Give the reply its outcome.

        Args:
            answer: What was found, and who may see it.
            asker: The user who asked.
            reply: Gets the outcome.

        Returns:
            Whether the user has an answer, so that a list of people can be removed.
        """
        match answer.found:
            case Choice(hits, guessed):
                private = guessed or answer.asked.holds_contact or is_private(answer.asked, self._policy)
                return await reply.show(
                    results.picker(reply.say, hits, private=private, guessed=guessed), Outcome.CHOICE
                )
            case OnePerson(person):
                match answer.audience:
                    case Everybody():
                        return await self._post(person, answer.place, asker, reply)
                    case Alone() as alone:
                        looked_up = self._gate.looked_up(asker.user_id)
                        card = self._presenter.private(person, looked_up, alone, answer.place.channel)
                        return await reply.show(card, Outcome.CARD)
            case Notice() as why_not:
                await reply.tell(why_not)
        return False

    async def _post(self, person: Person, place: Place, asker: Asker, reply: Reply) -> bool:
        """Post a card for everyone, or show the user where it is if it was posted here a few minutes ago."""
        there = await self._posted_cards.just_posted(place.channel, candidate_id=person.candidate_id)
        if there is not None:
            pointer = self._presenter.already_here(person.candidate_id, there, reply.say)
            return await reply.show(pointer, Outcome.ALREADY_HERE)
        card = self._presenter.public(person, self._gate.looked_up(asker.user_id))
        return await reply.post(card, as_own=self._posted_cards.can_find(place.channel))


def _wanted(asked: query.Asked) -> Wanted:
    """Who should see the card, by what was typed."""
    if not asked.private:
        return Wanted.AS_SET
    return Wanted.READ_AS_PRIVATE if asked.nearly else Wanted.PRIVATE
