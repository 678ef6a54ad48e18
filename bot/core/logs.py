"""Sets up Rasa's logs the way its own command does."""

from __future__ import annotations


def configure_logs() -> None:
    """Send Rasa's logs to standard output, warnings once each."""
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.io import configure_colored_logging
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(warn_only_once=True, filter_repeated_logs=True)
    configure_colored_logging(None)
    configure_structlog()
