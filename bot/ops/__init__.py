"""Operation: training when inputs changed, and all processes under one supervisor."""
