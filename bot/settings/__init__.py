"""Settings of all processes; the only package that reads the environment.

Every variable is described in ``.env.example``; no variable is needed for the embedded default.
"""

from bot.settings.groups import BackupSettings, LoadSettings, MetricsSettings
from bot.settings.reader import LOOPBACK_HOSTS
from bot.settings.server import lack_of_env_file, lack_of_server
from bot.settings.settings import PROJECT_ROOT, Settings, SettingsError

__all__ = [
    "LOOPBACK_HOSTS",
    "PROJECT_ROOT",
    "BackupSettings",
    "LoadSettings",
    "MetricsSettings",
    "Settings",
    "SettingsError",
    "lack_of_env_file",
    "lack_of_server",
]
