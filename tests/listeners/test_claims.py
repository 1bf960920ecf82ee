"""Claimed work is done once, and everyone who waits for a claim learns of it."""

import asyncio

from bot.listeners.claims import Claims

SOON = 60.0


async def test_claimed_once_and_again_after_its_release() -> None:
    claims = Claims()
    assert [await claims.claim("post 1") for _ in range(2)] == [True, False]
    claims.release("post 1")
    assert await claims.claim("post 1")


async def test_everyone_who_waits_for_a_claim_learns_of_it() -> None:
    claims = Claims()
    patient = [asyncio.create_task(claims.will_be_claimed("answer", SOON)) for _ in range(2)]
    assert not await claims.will_be_claimed("answer", 0.0)
    assert claims.claim_here("answer")
    async with asyncio.timeout(SOON / 2):
        assert await asyncio.gather(*patient) == [True, True]


async def test_other_claims_do_not_end_a_wait() -> None:
    claims = Claims()
    assert claims.claim_here("another answer")
    assert not await claims.will_be_claimed("answer", 0.0)
