"""The workspace that installed the app, as a fact."""

from bot.access.slack_questions import SlackQuestions, settled
from bot.access.snapshot import UNASKED, Fact
from bot.slack.installation import Installed
from bot.slack.objects import Belonging, Person, belonging


class OwnTeam:
    """Our workspace; once known, it never changes.

    Args:
        installed: The workspace, as `auth.test` tells it.
        slack: Asks Slack.
    """

    def __init__(self, installed: Installed, slack: SlackQuestions) -> None:
        self._installed = installed
        self._slack = slack
        self._known: Fact[str] = UNASKED

    @property
    def known(self) -> Fact[str]:
        """The workspace's id as far as it is known; Slack is not asked."""
        team_id = self._installed.team_id
        if team_id != self._known.value:
            self._known = UNASKED if team_id is None else Fact(team_id)
        return self._known

    @property
    def in_organisation(self) -> bool:
        """Whether the workspace is, or may be, part of an Enterprise Grid organisation."""
        known = self._installed.known
        return known is None or known.enterprise_id is not None

    async def get(self) -> Fact[str]:
        """The workspace's id, settled; Slack is asked unless it is known. Never raises."""
        return known if (known := self.known).settled else await settled(self.current())

    async def current(self) -> str:
        """The workspace's id; waits as long as Slack takes.

        Raises:
            FactsUnknownError: Slack does not say.
        """
        return await self._slack.ask("auth.test", self._installed.get, lambda installation: installation.team_id)

    def belonging(self, person: Person) -> Belonging:
        """Whether a user belongs to the workspace, to its organisation, or to neither."""
        return belonging(person, self._installed.team_id or "", self._installed.enterprise_id)
