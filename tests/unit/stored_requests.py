"""All requests that a database holds, for tests that look at what was stored."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction
from bot.consultations.database.rows import request_query, to_request
from bot.consultations.database.tables import consultation_requests
from bot.consultations.models import ConsultationRequest


def stored_requests(engine: Engine) -> list[ConsultationRequest]:
    """Return the requests, the newest first."""
    newest = sa.desc(consultation_requests.c.reference)
    with read_transaction(engine) as connection:
        return [to_request(row) for row in connection.execute(request_query().order_by(newest))]
