"""Where public cards are, and the leases for work that only one process at a time does."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables and their indexes."""
    op.create_table(
        "cards",
        sa.Column("at", sa.BigInteger, primary_key=True),
        sa.Column("process", sa.BigInteger, primary_key=True),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("ts", sa.String, nullable=False),
        sa.Column("thread_ts", sa.String),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("candidate_id", sa.String),
        sa.Column("job_id", sa.String),
        sa.Column("shown_at", sa.BigInteger, nullable=False),
        sa.Column("is_expired", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("cards_by_message", "cards", ["channel", "ts"])
    op.create_index("cards_by_candidate_id", "cards", ["candidate_id"])
    op.create_index("cards_by_shown_at", "cards", ["shown_at"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("process", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
