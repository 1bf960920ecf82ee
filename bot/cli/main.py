"""The command line: run the bot, or one of the other commands."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import settings
from bot.cli.output import tolerate_encodings
from bot.manifest.entries import ENTRIES, names
from bot.manifest.texts import LANGUAGES
from bot.server import tuning
from bot.telemetry import logs

EXIT_FAILED = 1
EXIT_SETTINGS = 2


def run(_: argparse.Namespace) -> int:
    """Serve Slack until a stop signal."""
    values = settings.load_to_serve()
    logs.configure(values.log_level, values.log_format)
    from bot.server import process  # noqa: PLC0415 - wrong settings are reported before anything heavy is imported

    try:
        tuning.run(process.serve(values))
    except process.CannotStartError as error:
        return fail(str(error))
    return 0


def check(_: argparse.Namespace) -> int:
    """Check the settings, Slack and Spott, and print the report."""
    values = settings.load_to_serve()
    from bot.cli import check  # noqa: PLC0415 - as above

    findings = tuning.run(check.findings(values))
    print(*findings, sep="\n")  # noqa: T201 - the command's output
    return EXIT_FAILED if any(finding.state == "WRONG" for finding in findings) else 0


def lookup(args: argparse.Namespace) -> int:
    """Print in the terminal what /spott shows."""
    values = settings.load_to_look_up()
    from bot.cli import lookup  # noqa: PLC0415 - as above

    return tuning.run(lookup.lookup(values, " ".join(args.what), as_json=args.json))


def log(args: argparse.Namespace) -> int:
    """Print the log of look-ups."""
    values = settings.load()
    from bot.cli import log  # noqa: PLC0415 - as above
    from bot.store.log import Wanted  # noqa: PLC0415

    try:
        since = log.since(args.since, values.zone) if args.since else None
    except log.UnusableTimeError as error:
        return fail(str(error))
    wanted = Wanted(since, args.person, args.candidate, args.channel)
    problem = tuning.run(log.log(values, wanted, as_csv=args.csv))
    return fail(problem) if problem else 0


def forget(args: argparse.Namespace) -> int:
    """Take down a candidate's cards, and erase their ID."""
    return _forget(args.candidate_id, is_colleague=False)


def forget_user(args: argparse.Namespace) -> int:
    """Take down the cards that a colleague asked for, and erase their Slack ID."""
    return _forget(args.user_id, is_colleague=True)


def _forget(who: str, *, is_colleague: bool) -> int:
    values = settings.load_to_serve()
    from bot.cli import forget  # noqa: PLC0415 - as above

    problem = tuning.run(forget.forget(values, who, is_colleague=is_colleague))
    return fail(problem) if problem else 0


def manifest(args: argparse.Namespace) -> int:
    """Print the app's manifest."""
    from bot.cli import manifest  # noqa: PLC0415 - as above

    try:
        text = manifest.manifest_text(http=args.http, added=args.added, left_out=args.left_out, language=args.language)
    except manifest.NoHostError as error:
        return fail(str(error))
    print(text)  # noqa: T201 - the command's output
    return 0


def fail(*sentences: str, code: int = EXIT_FAILED) -> int:
    """Print what is wrong to standard error."""
    print(*sentences, sep="\n", file=sys.stderr)  # noqa: T201 - logging may not be configured yet
    return code


def parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    # The name the user typed; before Python 3.14, argparse shows `__main__.py` for `python -m bot`.
    called = Path(sys.argv[0]).name
    prog = "python -m bot" if called == "__main__.py" else called
    root = argparse.ArgumentParser(prog=prog, description="The Spott app for Slack.")
    root.set_defaults(command=run)
    commands = root.add_subparsers(title="commands", metavar="command")
    commands.add_parser("run", help="serve Slack (the default)").set_defaults(command=run)
    commands.add_parser("check", help="check the settings, Slack and Spott").set_defaults(command=check)
    one = commands.add_parser("lookup", help="print in the terminal what /spott shows")
    one.add_argument("what", nargs="+", help="as after /spott: an ID, a name, several people, or job and words")
    one.add_argument("--json", action="store_true", help="the Block Kit payload, for Block Kit Builder")
    one.set_defaults(command=lookup)
    _add_log_options(commands.add_parser("log", help="print who looked whom up"))
    somebody = commands.add_parser("forget", help="take a candidate's cards down, and erase their ID")
    somebody.add_argument("candidate_id", metavar="candidateId")
    somebody.set_defaults(command=forget)
    colleague = commands.add_parser("forget-user", help="the same for a colleague, by Slack's ID")
    colleague.add_argument("user_id", metavar="userId")
    colleague.set_defaults(command=forget_user)
    for_slack = commands.add_parser("manifest", help="print the manifest to create the app in Slack from")
    _add_manifest_options(for_slack)
    for_slack.set_defaults(command=manifest)
    return root


def _add_log_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", metavar="TIME", help="from then on: 24h, 7d, 2026-05-01 or 2026-05-01T09:30")
    parser.add_argument("--person", metavar="ID", help="look-ups by this person, by Slack's ID")
    parser.add_argument("--candidate", metavar="ID", help="look-ups of this person, by Spott's ID")
    parser.add_argument("--channel", metavar="ID", help="look-ups in this channel, by Slack's ID")
    parser.add_argument("--csv", action="store_true", help="as CSV")
    parser.set_defaults(command=log)


def _add_manifest_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--http", metavar="HOST", help="for HTTP at this host; without it, for Socket Mode")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the app's texts in Slack")
    parser.set_defaults(added=[], left_out=[])
    for option, dest, presence in (("--with", "added", "on request"), ("--without", "left_out", "by default")):
        if choices := names(presence):
            of_what = "; ".join(f"{name}: {ENTRIES[name].what}" for name in choices)
            parser.add_argument(option, dest=dest, action="append", choices=choices, help=of_what)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    tolerate_encodings()
    args = parser().parse_args(argv)
    try:
        return int(args.command(args))
    except settings.SettingsError as error:
        return fail(*error.problems, "See README.md, Settings.", code=EXIT_SETTINGS)
    except KeyboardInterrupt:
        return 0
