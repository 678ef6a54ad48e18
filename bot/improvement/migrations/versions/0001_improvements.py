"""Create the tables of learned sentences, runs, their log and the weekly mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the four tables."""
    op.create_table(
        "learned_sentences",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("intent", sa.String(120), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("proposed_at", _MOMENT, nullable=False),
        sa.Column("proposed_by", sa.String(64), nullable=False),
        sa.Column("run_id", sa.Integer),
    )
    op.create_index("learned_sentences_by_state", "learned_sentences", ["state"])
    op.create_table(
        "learning_runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("phase", sa.String(40), nullable=False),
        sa.Column("started_by", sa.String(64), nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("alive_at", _MOMENT, nullable=False),
        sa.Column("finished_at", _MOMENT),
        sa.Column("undoes", sa.Integer),
        sa.Column("model_before", sa.String(80)),
        sa.Column("model_after", sa.String(80)),
        sa.Column("report", sa.JSON, nullable=False),
    )
    op.create_table(
        "improvement_log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
    )
    op.create_index("improvement_log_by_time", "improvement_log", ["at"])
    op.create_table(
        "radar_mails",
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("lease_until", _MOMENT),
        sa.Column("last_error", sa.String(60)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT),
    )


def downgrade() -> None:
    """Drop the four tables."""
    for table in ("radar_mails", "improvement_log", "learning_runs", "learned_sentences"):
        op.drop_table(table)
