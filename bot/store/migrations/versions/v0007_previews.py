"""Where previews of links are, beside the cards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the link below which something is shown."""
    op.add_column("cards", sa.Column("url", sa.String))
