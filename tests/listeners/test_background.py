"""The work after an acknowledgement: one outcome for each piece, whatever happens to it."""

import asyncio
import logging
import re

import pytest

from bot.cards import notices
from bot.listeners.background import Background, report
from bot.slack import notice
from bot.slack.notice import Notice
from bot.telemetry.journal import Outcome
from tests.english import say


class Person:
    """Receives notices."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.words: list[Outcome] = []

    async def receive(self, told: Notice) -> None:
        self.told.append(told.message(say)["text"])
        self.words.append(told.outcome)


async def nothing() -> None:
    pass


async def for_ever() -> None:
    await asyncio.Event().wait()


async def broken() -> None:
    raise LookupError("canary@example.com")


async def test_successful_work_sends_no_notice() -> None:
    background, person, done = Background(), Person(), list[str]()

    async def work() -> None:
        done.append("done")

    background.start("command", work, person.receive)
    assert len(background) == 1
    await background.finish(1)
    assert (done, person.told, len(background)) == (["done"], [], 0)


async def test_failure_is_one_notice_and_one_log_line_with_the_same_reference(caplog: pytest.LogCaptureFixture) -> None:
    background, person = Background(), Person()
    background.start("command", broken, person.receive)
    await background.finish(1)
    (line,) = [record.getMessage() for record in caplog.records]
    matched = re.fullmatch(r"command failed: reference=([0-9a-f]{8}) LookupError at broken:\d+ < .*", line)
    assert matched
    assert (person.told, person.words) == (
        [notices.of(say, "something_broke", reference=matched[1])["text"]],
        [Outcome.BROKE],
    )
    assert "canary" not in caplog.text


async def test_missed_deadline_is_reported_once(caplog: pytest.LogCaptureFixture) -> None:
    background, person = Background(deadline=0.05), Person()
    background.start("command", for_ever, person.receive)
    await background.finish(1)
    (reference,) = re.findall(r"reference=([0-9a-f]{8}) TimeoutError", caplog.text)
    assert person.told == [notices.of(say, "took_too_long", reference=reference)["text"]]


async def test_undeliverable_notice_is_one_log_line_within_a_time_limit(caplog: pytest.LogCaptureFixture) -> None:
    background = Background(notice_seconds=0.05)

    async def hang(_: Notice) -> None:
        await for_ever()

    async def refuse(_: Notice) -> None:
        await broken()

    background.start("command", broken, hang)
    background.start("command", broken, refuse)
    await background.finish(1)
    assert len(background) == 0
    lines = [record.getMessage() for record in caplog.records]
    assert sum(line.startswith("command: sending a notice failed") for line in lines) == 2
    assert "canary" not in caplog.text


async def test_work_beyond_the_limit_is_refused() -> None:
    background, person = Background(limit=2), Person()
    assert background.refusal is None
    for _ in range(2):
        background.start("command", for_ever, person.receive)
    assert background.refusal == notice.of("busy_here")
    await background.drain(0, 1)
    assert person.told == [notices.of(say, "restarting")["text"]] * 2


async def test_notice_can_be_sent_without_work() -> None:
    background, person = Background(), Person()
    background.tell("click", notice.of("busy_here"), person.receive)
    await background.finish(1)
    assert person.told == [notices.of(say, "busy_here")["text"]]


async def test_drain_finishes_what_it_can_and_notifies_the_others_once() -> None:
    background, quick, slow = Background(), Person(), Person()
    done: list[str] = []

    async def soon() -> None:
        await asyncio.sleep(0.05)
        done.append("done")

    background.start("command", soon, quick.receive)
    background.start("command", for_ever, slow.receive)
    assert await background.drain(0.2, 1) == 1
    assert (done, quick.told, slow.told) == (["done"], [], [notices.of(say, "restarting")["text"]])
    assert background.refusal == notice.of("restarting")


async def test_work_stopped_before_its_first_step_gets_a_notice_too() -> None:
    background, people = Background(), [Person() for _ in range(3)]
    touched: list[str] = []

    async def work() -> None:
        touched.append("touched")

    draining = asyncio.create_task(background.drain(0, 1))
    # Tasks begin in the order in which they were created: the drain cancels these before they begin.
    for person in people:
        background.start("command", work, person.receive)
    assert await draining == 3
    assert (touched, [person.told for person in people]) == ([], [[notices.of(say, "restarting")["text"]]] * 3)


async def test_no_second_notice_while_one_is_being_sent() -> None:
    background, told, gate = Background(), list[str](), asyncio.Event()

    async def receive(what: Notice) -> None:
        await gate.wait()
        told.append(what.message(say)["text"])

    background.start("command", broken, receive)
    await asyncio.sleep(0.01)
    draining = asyncio.create_task(background.drain(0, 1))
    await asyncio.sleep(0.01)
    gate.set()
    assert await draining == 0
    assert len(told) == 1


async def test_notices_about_a_stop_have_their_own_time_limit(caplog: pytest.LogCaptureFixture) -> None:
    background = Background(notice_seconds=0.05)

    async def hang(_: Notice) -> None:
        await for_ever()

    background.start("command", for_ever, hang)
    await asyncio.sleep(0)
    assert await background.drain(0, 1) == 1
    assert len(background) == 0
    assert "sending a notice failed" in caplog.text


async def test_drain_ends_in_time_even_if_work_hangs() -> None:
    background = Background(notice_seconds=30)

    answered = asyncio.Event()

    async def deaf(_: Notice) -> None:
        await answered.wait()

    background.start("command", for_ever, deaf)
    await asyncio.sleep(0)
    assert await background.drain(0.05, 0.05) == 1
    assert len(background) == 1
    answered.set()
    await background.finish(1)


async def test_no_references_remain_when_everything_is_done() -> None:
    background = Background()
    for _ in range(100):
        background.start("command", nothing, Person().receive)
    await background.finish(1)
    assert len(background) == 0


def test_report_contains_frames_and_type_but_not_the_message(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ValueError, match="canary") as caught:
        int("canary@example.com")
    reference = report("something", caught.value)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert re.fullmatch(rf"something failed: reference={reference} ValueError at \w+:\d+", record.getMessage())
    assert record.exc_info is None


async def test_failure_is_logged_with_the_works_reference(caplog: pytest.LogCaptureFixture) -> None:
    background, person = Background(), Person()
    background.start("command", broken, person.receive, "0badcafe")
    await background.finish(1)
    assert "reference=0badcafe" in caplog.text
    assert person.told == [notices.of(say, "something_broke", reference="0badcafe")["text"]]
