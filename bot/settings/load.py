"""Reads the settings from the environment and `.env`, and reports every problem at once."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot import proxies
from bot.settings import misspelt
from bot.settings.credentials import WHERE
from bot.settings.model import ServingSettings, Settings, SpottSettings

ENV_FILE = Path(".env")
_SHORTEST_IN_FILE = 6
"""The file is ours, so even a short name that resembles one of our settings counts as a misspelling."""


class SettingsError(Exception):
    """Settings that cannot be used.

    `problems` contains one sentence per problem, with the setting's name and what to do, but never a value.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(slots=True)
class _Read:
    """The values that are set, by field, and the problems found while reading them.

    Attributes:
        meant: Fields whose names were probably misspelt; they are not reported as missing, too.
    """

    values: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    meant: set[str] = field(default_factory=set)
    readable: bool = True


def load(*required: str, env_file: Path | None = ENV_FILE) -> Settings:
    """Read the settings from the environment, then `env_file` (None: the environment alone).

    Args:
        required: Fields that may not be missing; SLACK_APP_TOKEN stands in for `slack_signing_secret`.
        env_file: A python-dotenv file; it need not exist.

    Raises:
        SettingsError: with every problem at once; no value is shown.
    """
    read = _Read()
    if env_file is not None:
        _read_file(read, env_file)
    read.values |= _set(os.environ)
    _find_misspelt(read, os.environ, "the environment", misspelt.ONE_EDIT)
    read.problems += proxies.problems(os.environ)
    return _checked(read, required)


def load_only(*fields: str) -> Settings:
    """Read these settings from the environment; the others keep their defaults, whatever is set.

    Raises:
        SettingsError: as for `load`, with the problems of these settings.
    """
    read = _Read({name: value for name, value in _set(os.environ).items() if name in fields})
    _find_misspelt(read, os.environ, "the environment", misspelt.ONE_EDIT, among=fields)
    return _checked(read, ())


def _checked(read: _Read, required: Sequence[str]) -> Settings:
    """The settings that were read, if there is no problem with them."""
    wrong = {name: _QUOTED for name, value in read.values.items() if _is_quoted(value)}
    settings, invalid = _validated({name: value for name, value in read.values.items() if name not in wrong})
    wrong |= invalid
    reported = wrong.keys() | read.meant
    if settings.socket_mode or "slack_app_token" in reported:
        reported |= {"slack_signing_secret"}
    # Lines that cannot be parsed may contain the missing settings.
    missing = [name for name in required if read.readable and name not in reported and not getattr(settings, name)]
    problems = {**wrong, **{name: f"is missing: {WHERE[name]}" for name in missing}}
    if all_problems := [*read.problems, *(f"{name.upper()} {problem}" for name, problem in problems.items())]:
        raise SettingsError(all_problems)
    return settings


def load_to_serve(env_file: Path | None = ENV_FILE) -> ServingSettings:
    """Read the settings to run the bot: `load`, with everything that Slack and Spott require."""
    settings = load("slack_bot_token", "slack_signing_secret", "spott_api_key", env_file=env_file)
    # Everything is validated already; building another validator would take 15 ms of each start.
    return ServingSettings.model_construct(**dict(settings))


def load_to_look_up() -> SpottSettings:
    """Read the settings for the command `lookup`: `load`, with Spott's key required."""
    return SpottSettings.model_construct(**dict(load("spott_api_key")))


def _set(values: Mapping[str, str | None]) -> dict[str, str]:
    """The values that are set, by field."""
    return {name.lower(): value for name, value in values.items() if value and name.lower() in Settings.model_fields}


def _read_file(read: _Read, env_file: Path) -> None:
    """Read the file, and report the lines that python-dotenv would silently ignore."""
    try:
        with env_file.open(encoding="utf-8") as stream:
            lines: list[Binding] = [*parse_stream(stream)]
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        read.problems.append(f"{ENV_FILE} is not UTF-8 text: save it as UTF-8")
    except OSError as error:
        read.problems.append(f"{ENV_FILE} cannot be read ({error.strerror}): make it a file that this user may read")
    else:
        read.problems += [
            f"{ENV_FILE} cannot be read at line {line.original.line}: write NAME=value there"
            for line in lines
            if line.error
        ]
        _find_misspelt(read, [line.key for line in lines if line.key], str(ENV_FILE), _SHORTEST_IN_FILE)
        read.values |= _set(dotenv_values(env_file, encoding="utf-8"))
        return
    read.readable = False


def _find_misspelt(
    read: _Read, names: Iterable[str], where: str, shortest: int, among: Collection[str] | None = None
) -> None:
    """Report names that resemble settings, or only these settings."""
    settings = [name.upper() for name in Settings.model_fields]
    for name in names:
        if name.upper() in settings:
            continue
        meant = misspelt.meant(name.upper(), settings, one_edit=shortest)
        if meant and (among is None or meant.lower() in among):
            read.problems.append(f"{name} in {where} is not a setting: did you mean {meant}?")
            read.meant.add(meant.lower())


_QUOTED = "must be written without quotes around it; docker --env-file, for one, passes them on"


def _is_quoted(value: str) -> bool:
    text = value.strip()
    return len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"


def _validated(values: Mapping[str, str]) -> tuple[Settings, dict[str, str]]:
    """The settings without the invalid values, and the problems with those."""
    try:
        return Settings.model_validate(values), {}
    except ValidationError as error:
        wrong = dict(_wrong(error))
    # Validate again without the wrong values, to report missing ones at the same time.
    return Settings.model_validate({name: value for name, value in values.items() if name not in wrong}), wrong


def _wrong(error: ValidationError) -> Iterator[tuple[str, str]]:
    """The problem with each field, in words that do not contain its value."""
    for problem in error.errors(include_url=False, include_input=False):
        yield str(problem["loc"][0]), _sentence(problem)


def _sentence(problem: ErrorDetails) -> str:
    match problem["type"]:
        case "value_error":
            return str(problem["ctx"]["error"])
        case "literal_error":
            return f"must be one of {problem['ctx']['expected']}"
        case _:
            return problem["msg"].replace("Input should be", "must be").partition(", unable to")[0]
