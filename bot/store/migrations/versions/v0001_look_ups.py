"""The log of look-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the table and its indexes."""
    op.create_table(
        "look_ups",
        sa.Column("at", sa.BigInteger, primary_key=True),
        sa.Column("process", sa.BigInteger, primary_key=True),
        sa.Column("workspace", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("channel", sa.String),
        sa.Column("entry", sa.String, nullable=False),
        sa.Column("candidate_id", sa.String),
        sa.Column("job_id", sa.String),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("audience", sa.String),
        sa.Column("readers", sa.Integer),
        sa.Column("milliseconds", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    for column in ("person", "channel", "candidate_id", "job_id"):
        with_value = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"look_ups_by_{column}",
            "look_ups",
            [column, "at"],
            sqlite_where=with_value,
            postgresql_where=with_value,
        )
