"""The people whom all processes have to forget."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "forgotten",
        sa.Column("at", sa.BigInteger, primary_key=True),
        sa.Column("process", sa.BigInteger, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
