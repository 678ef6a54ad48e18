"""What is said in a chat and what happens to it: turns, memory, discretion; no HTTP."""
