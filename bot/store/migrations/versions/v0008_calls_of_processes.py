"""How many calls to Spott each process has made."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the calls of the last minute."""
    op.add_column("processes", sa.Column("used", sa.Integer, nullable=False, server_default="0"))
