"""What runs beside us: Redis, Telegram, our own processes."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import redis

from bot.doctor.finding import Finding, fine, hint, problem
from bot.ops.models import CURRENT
from bot.ops.processes import all_processes
from bot.ops.readiness import silent_now
from bot.settings import Settings

REDIS = "redis"
TELEGRAM = "telegram"
PROCESSES = "processes"
ANSWER_SECONDS = 3.0


def check_redis(settings: Settings) -> Iterator[Finding]:
    """Ask Redis for a sign of life, if one is named."""
    url = settings.scale.redis_url
    if not url:
        return
    try:
        client = redis.Redis.from_url(
            url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS
        )
        client.ping()
    except (redis.RedisError, ValueError) as error:
        # The message would quote the address with its password.
        yield problem(REDIS, "redis_down", reason=type(error).__name__)
        return
    yield fine(REDIS, "redis_ok")


def check_telegram(settings: Settings) -> Iterator[Finding]:
    """Ask Telegram who we are, if a token says that we are somebody."""
    if not settings.telegram.token:
        return
    try:
        # The token is part of the address: neither it nor an error that quotes it is shown.
        url = f"{settings.telegram.api_url}/bot{settings.telegram.token}/getMe"
        answer = httpx.get(url, timeout=ANSWER_SECONDS)
        name = answer.json()["result"]["username"] if answer.is_success else None
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        yield problem(TELEGRAM, "telegram_down", reason=type(error).__name__)
        return
    if name is None:
        yield problem(TELEGRAM, "telegram_refused", status=answer.status_code)
    else:
        yield fine(TELEGRAM, "telegram_ok", name=name)


def check_processes(settings: Settings) -> Iterator[Finding]:
    """Say which of our processes answer; a stopped assistant is no problem in itself."""
    processes = all_processes(settings, settings.models_dir / CURRENT)
    silent = silent_now(processes)
    listening = [process for process in processes if process.listener]
    if len(silent) == len(listening):
        yield hint(PROCESSES, "nothing_runs")
        return
    for process in silent:
        yield problem(PROCESSES, "process_silent", name=process.name)
    if not silent:
        yield fine(PROCESSES, "processes_ok", number=len(listening))
    yield from _cores(settings)


def _cores(settings: Settings) -> Iterator[Finding]:
    for url in settings.scale.rasa_urls:
        try:
            httpx.get(url, timeout=ANSWER_SECONDS, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            yield problem(PROCESSES, "core_silent", url=url)
