"""Members of the made-up workspace who don't use Slack in English."""

from dataclasses import replace

from bot.sandbox.slack.workspace import PRIVATE, PUBLIC, PUBLIC_WITHOUT_BOT, User, Workspace

DUTCH = "U0DUTCH001"
FRENCH = "U0FRENCH01"
GERMAN = "U0GERMAN01"

SPEAKERS = (
    User(DUTCH, "noor.demo", "Noor Demo (Nederlands)", locale="nl-BE"),
    User(FRENCH, "camille.demo", "Camille Demo (fran\u00e7ais)", locale="fr-FR"),
    User(GERMAN, "jonas.demo", "Jonas Demo (Deutsch)", locale="de-DE"),
)


def with_speakers(workspace: Workspace) -> Workspace:
    """The workspace with a member for each of these languages, in all channels that members are in."""
    ids = tuple(user.id for user in SPEAKERS)
    joined = {PUBLIC, PUBLIC_WITHOUT_BOT, PRIVATE}
    return replace(
        workspace,
        users=workspace.users + SPEAKERS,
        channels=tuple(
            replace(channel, members=channel.members.union(ids)) if channel.id in joined else channel
            for channel in workspace.channels
        ),
        cast=workspace.cast + ids,
    )
