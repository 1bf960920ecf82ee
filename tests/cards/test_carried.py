"""The values of buttons and modals decode to what was encoded, and nothing else does."""

from typing import Protocol

import pytest

from bot.cards.carried import Asker, Card, Choice, PeopleList, Person, Thread


class Carried(Protocol):
    def encode(self) -> str: ...
    @classmethod
    def decode(cls, text: object) -> "Carried": ...


WRITTEN: dict[str, Carried] = {
    "c-1": Person("c-1"),
    "c-1 U012": Card("c-1", "U012"),
    "c-1 W012 shared": Card("c-1", "W012", shared=True),
    "c-2": Choice("c-2", private=False),
    "c-2 private": Choice("c-2", private=True),
    "c-1 U012 c-3 U012": PeopleList(("c-1", "U012", "c-3"), "U012"),
    "c-1 shared W012 shared": PeopleList(("c-1", "shared"), "W012", shared=True),
    "U012": Asker("U012"),
    "C012 1712345678.000100": Thread("C012", "1712345678.000100"),
}
NONSENSE = [
    "",
    " ",
    "c 1",
    "c-1 ",
    " c-1",
    "c-1\n",
    "c-1 private private",
    "c-1 U012 SHARED",
    "c-1 u012",
    "x" * 65,
    f"{'c-1 ' * 11}U012",
    "٣",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_encoded_value_decodes_to_the_same(text: str) -> None:
    assert WRITTEN[text].encode() == text
    assert type(WRITTEN[text]).decode(text) == WRITTEN[text]


@pytest.mark.parametrize("kind", [Person, Card, Choice, PeopleList, Asker, Thread])
def test_other_values_are_not_decoded(kind: type[Carried]) -> None:
    for text in (*NONSENSE, None, 7, ["c-1"], {"c-1": 1}, b"c-1"):
        with pytest.raises(ValueError, match="not what this app writes"):
            kind.decode(text)


@pytest.mark.parametrize("text", ["C012", "C012 1.", "C012 1.2.3", "U012 1.2", "C012  1.2", "C012 1.2\n", "None 1.2"])
def test_a_thread_is_a_conversation_and_a_message(text: str) -> None:
    with pytest.raises(ValueError, match="not what this app writes"):
        Thread.decode(text)


@pytest.mark.parametrize(("channel_id", "direct"), [("C012", False), ("G012", False), ("D012", True)])
def test_a_thread_may_be_in_a_direct_message(channel_id: str, direct: bool) -> None:  # noqa: FBT001 - a column of the table
    assert Thread(channel_id, "1.2").is_direct is direct
