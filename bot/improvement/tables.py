"""Tables of the improvements, as the newest migration leaves them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.consultations.database.tables import UtcDateTime

metadata = sa.MetaData()

# A sentence that somebody wants the assistant to learn; names nobody but the staff.
sentences = sa.Table(
    "learned_sentences",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("intent", sa.String(120), nullable=False),
    sa.Column("text", sa.String(300), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("proposed_at", UtcDateTime, nullable=False),
    sa.Column("proposed_by", sa.String(64), nullable=False),
    # The run that made it live, or the last one that tried.
    sa.Column("run_id", sa.Integer),
    sa.Index("learned_sentences_by_state", "state"),
)

# One attempt to change the model: learning or taking back.
runs = sa.Table(
    "learning_runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("phase", sa.String(40), nullable=False),
    sa.Column("started_by", sa.String(64), nullable=False),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("alive_at", UtcDateTime, nullable=False),
    sa.Column("finished_at", UtcDateTime),
    # For taking back: the run that is taken back.
    sa.Column("undoes", sa.Integer),
    sa.Column("model_before", sa.String(80)),
    sa.Column("model_after", sa.String(80)),
    # Why it was refused or failed, and the measured quality, for the page.
    sa.Column("report", sa.JSON, nullable=False),
)

log = sa.Table(
    "improvement_log",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.String(64), nullable=False),
    sa.Column("what", sa.String(40), nullable=False),
    # A topic, an entry or a run; never a text of a person.
    sa.Column("subject", sa.String(200), nullable=False),
    sa.Index("improvement_log_by_time", "at"),
)

radar_mails = sa.Table(
    "radar_mails",
    metadata,
    # The week as 2026-W48: what has gone out for it never goes out again.
    sa.Column("week", sa.String(8), primary_key=True),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("last_error", sa.String(60)),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sent_at", UtcDateTime),
)
