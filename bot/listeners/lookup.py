"""The slash command: a user types a name, and the card is posted in the conversation if the rules allow it."""

from collections.abc import Callable, Coroutine

from bot.access.rules import Asked, Policy, Wanted, is_private
from bot.cards import results
from bot.listeners.answers import Answer
from bot.listeners.claims import Claims
from bot.listeners.gate import Asker, Gate
from bot.listeners.jobs import JobLookUp
from bot.listeners.payloads import Interaction, Payload, PersonClick, ShowClick, SlashCommand
from bot.listeners.people_lists import ListLookUp
from bot.listeners.posting import Posting
from bot.listeners.presenter import Presenter
from bot.people import query
from bot.people.job_query import ByJob, ByJobId
from bot.people.reading import Reading
from bot.people.resolve import Choice, KnownId, OnePerson
from bot.slack import notice
from bot.slack.notice import Notice
from bot.slack.reply import Reply
from bot.telemetry.journal import Outcome


class LookUp:
    """Answers `/spott` and the choice of one of several people.

    Args:
        gate: Answers questions, for users who may ask them.
        presenter: Renders what was found.
        reading: Parses what was typed.
        policy: The settings about access.
        posting: Shows cards.
        jobs: Answers questions about jobs.
        lists: Answers questions about several people.
        claims: What was done before.
        find: Opens the form that suggests people and jobs, or tells the user something instead.
    """

    def __init__(
        self,
        gate: Gate,
        presenter: Presenter,
        reading: Reading,
        *,
        policy: Policy,
        posting: Posting,
        jobs: JobLookUp,
        lists: ListLookUp,
        claims: Claims,
        find: Callable[[Interaction, Reply, Notice], Coroutine[None, None, None]],
    ) -> None:
        self._gate = gate
        self._presenter = presenter
        self._policy = policy
        self._reading = reading
        self._jobs = jobs
        self._lists = lists
        self._posting = posting
        self._claims = claims
        self._find = find

    async def command(self, command: SlashCommand, reply: Reply) -> None:
        """Answer `/spott` with a card, a list to choose from, or a private notice that says why not.

        Without a person or a job after it, show the form that suggests people and jobs.
        """
        if not command.text.strip():
            await self._find(command, reply, self._help)
            return
        await self.answer(self._reading.typed(command.text), command, reply)

    async def answer(self, asked: query.Asked, by: Payload, reply: Reply) -> None:
        """Answer what a user has typed in a command, or written in a message.

        Args:
            asked: What it asks for.
            by: The command or the message.
            reply: Gets the outcome.
        """
        asker = Asker(by.user_id, by.channel_id, Asked(_wanted(asked), asked.sensitive, reply.late))
        match asked.query:
            case query.Help():
                await reply.tell(self._help)
            case ByJob() | ByJobId() as job:
                await self._jobs.answer(job, asker, reply)
            case query.ByMany() as people:
                await self._lists.answer(people, asker, reply)
            case person:
                await self._show(await self._gate.ask(person, asker, reply), asker, reply)

    @property
    def _help(self) -> Notice:
        return notice.of("help_private" if self._policy.reply_in == "private" else "help")

    async def open_listed(self, click: PersonClick, reply: Reply) -> None:
        """Show the card of a person chosen on a job's card or in a list, privately."""
        self._posting.remember(click)
        await self.open(click, reply)

    async def open(self, click: PersonClick, reply: Reply) -> None:
        """Show the person's card privately, after a click on Show in a link's preview."""
        asker = Asker(click.user_id, click.channel_id, Asked(Wanted.PRIVATE, late=reply.late))
        await self._show(await self._gate.ask(KnownId(click.candidate_id), asker, reply), asker, reply)

    async def choose(self, click: ShowClick, reply: Reply) -> None:
        """Show the card of a person chosen in a list, as the command would have, then remove the list."""
        how = Asked(Wanted.PRIVATE if click.private else Wanted.PUBLIC, late=reply.late)
        asker = Asker(click.user_id, click.channel_id, how)
        answer = await self._gate.ask(KnownId(click.candidate_id), asker, reply)
        # If this fails, the user may choose again.
        if not isinstance(answer.found, Notice) and not await self._claims.claim(f"choose {click.clicked}"):
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
                private = guessed or answer.asked.has_contact or is_private(answer.asked, self._policy)
                return await reply.show(
                    results.picker(reply.say, hits, private=private, guessed=guessed), Outcome.CHOICE
                )
            case OnePerson(person):
                return await self._posting.show(self._presenter.card(person), answer, asker.user_id, reply)
            case Notice() as why_not:
                await reply.tell(why_not)
        return False


def _wanted(asked: query.Asked) -> Wanted:
    """Who should see the card, by what was typed."""
    if not asked.private:
        return Wanted.AS_SET
    return Wanted.READ_AS_PRIVATE if asked.nearly else Wanted.PRIVATE
