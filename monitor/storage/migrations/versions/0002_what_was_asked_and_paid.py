"""what was asked and paid"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "billed",
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("utc_day", sa.Date(), nullable=False),
        sa.Column("version_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("source", "utc_day", "version_id", name=op.f("pk_billed")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "query",
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("since_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("source", "since_at", name=op.f("pk_query")),
    )
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(
            sa.Column("retry_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True)
        )
        batch_op.alter_column(
            "source", existing_type=sqlmodel.sql.sqltypes.AutoString(), nullable=True
        )
        batch_op.create_index(batch_op.f("ix_run_job_id"), ["job", "id"], unique=False)
    with op.batch_alter_table("spend", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spend_source_utc_day"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_spend_source_utc_day_page"), ["source", "utc_day", "page"]
        )
