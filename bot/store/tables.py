"""The tables. A change here needs a migration in `migrations/versions`; a test compares the two."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table

SCHEMA: Final = "0008"
"""The newest migration. While the database has it, Alembic need not be imported: 60 ms of each start, and 11 MB."""

VERSION_TABLE: Final = "spott_slack_schema"

metadata = MetaData()

look_ups = Table(
    "look_ups",
    metadata,
    # Microseconds since 1970, UTC. With the process it is a key that grows, so new rows are neighbours on disk.
    Column("at", BigInteger, primary_key=True),
    Column("process", BigInteger, primary_key=True),
    Column("workspace", String, nullable=False),
    Column("person", String, nullable=False),
    Column("channel", String),
    Column("entry", String, nullable=False),
    Column("candidate_id", String),
    Column("job_id", String),
    Column("outcome", String, nullable=False),
    Column("reason", String),
    Column("audience", String),
    Column("readers", Integer),
    Column("milliseconds", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The log of look-ups: see `bot.store.look_ups`."""

for _column in ("person", "channel", "candidate_id", "job_id"):
    _with_value = look_ups.c[_column].is_not(None)
    Index(
        f"look_ups_by_{_column}",
        look_ups.c[_column],
        look_ups.c.at,
        sqlite_where=_with_value,
        postgresql_where=_with_value,
    )

cards = Table(
    "cards",
    metadata,
    Column("at", BigInteger, primary_key=True),
    Column("process", BigInteger, primary_key=True),
    Column("workspace", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("ts", String, nullable=False),
    Column("thread_ts", String),
    Column("person", String, nullable=False),
    Column("candidate_id", String),
    Column("job_id", String),
    Column("shown_at", BigInteger, nullable=False),
    Column("is_expired", Boolean, nullable=False),
    # For a preview, the link: Slack needs it to change the preview.
    Column("url", String),
    Index("cards_by_message", "channel", "ts"),
    Index("cards_by_candidate_id", "candidate_id"),
    Index("cards_by_shown_at", "shown_at"),
    sqlite_with_rowid=False,
)
"""Where public cards are: see `bot.store.cards`."""

claims = Table(
    "claims",
    metadata,
    Column("key", String, primary_key=True),
    Column("process", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("person", String),
    Index("claims_by_at", "at"),
    sqlite_with_rowid=False,
)
"""Requests, and who waits for those that are not finished: see `bot.store.claims`."""

processes = Table(
    "processes",
    metadata,
    Column("process", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("granted", Integer, nullable=False),
    Column("is_short", Boolean, nullable=False),
    Column("used", Integer, nullable=False, server_default="0"),
)
"""The processes that are alive: see `bot.store.processes`."""

taken = Table(
    "taken",
    metadata,
    Column("at", BigInteger, primary_key=True),
    Column("process", BigInteger, primary_key=True),
    Column("person", String, nullable=False),
    Column("number", Integer, nullable=False),
    Index("taken_by_person", "person", "at"),
    sqlite_with_rowid=False,
)
"""How many look-ups each person has made, and when: see `bot.store.quotas`."""

forgotten = Table(
    "forgotten",
    metadata,
    Column("at", BigInteger, primary_key=True),
    Column("process", BigInteger, primary_key=True),
    Column("digest", String, nullable=False),
    sqlite_with_rowid=False,
)
"""The people whom all processes have to forget: see `bot.store.forgetting`."""

leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("process", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Leases for work that only one process at a time does: see `bot.store.leases`."""

recents_cleared = Table(
    "recents_cleared",
    metadata,
    Column("person", String, primary_key=True),
    # As in the log.
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""When a user last cleared the look-ups on their Home tab: see `bot.store.recents`."""

previews_off = Table(
    "previews_off",
    metadata,
    Column("person", String, primary_key=True),
    Column("off", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""The users who turned previews of their links off: see `bot.store.previews`."""
