"""What several processes share: claims, who is alive, and each person's look-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables and their indexes."""
    op.create_table(
        "claims",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("process", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("person", sa.String),
        sqlite_with_rowid=False,
    )
    op.create_index("claims_by_at", "claims", ["at"])
    op.create_table(
        "processes",
        sa.Column("process", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("granted", sa.Integer, nullable=False),
        sa.Column("is_short", sa.Boolean, nullable=False),
    )
    op.create_table(
        "taken",
        sa.Column("at", sa.BigInteger, primary_key=True),
        sa.Column("process", sa.BigInteger, primary_key=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("taken_by_person", "taken", ["person", "at"])
