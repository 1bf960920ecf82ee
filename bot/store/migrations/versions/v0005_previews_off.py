"""The users who turned previews of their links off."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "previews_off",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("off", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
