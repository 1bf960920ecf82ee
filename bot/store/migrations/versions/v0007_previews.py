"""Previews of links, in the same table as the cards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add a column for the link that is previewed."""
    op.add_column("cards", sa.Column("url", sa.String))
