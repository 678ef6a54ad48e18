"""The assistant in one process: real model and real actions, no servers, for terminal and tests."""
