"""The migrations; old files never change."""
