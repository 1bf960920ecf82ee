"""Fixtures for the tests of access."""

from collections.abc import AsyncIterator

import pytest

from tests.known_facts import Known, known_facts


@pytest.fixture
async def known() -> AsyncIterator[Known]:
    async with known_facts() as here:
        yield here
