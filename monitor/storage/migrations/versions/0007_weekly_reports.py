"""weeks are reported too"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("summary", schema=None) as batch_op:
        of_days: sa.Column[str] = sa.Column(
            "span", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="day"
        )
        batch_op.add_column(of_days)
        batch_op.drop_constraint(op.f("pk_summary"), type_="primary")
        batch_op.create_primary_key(op.f("pk_summary"), ["day", "span", "tz"])
