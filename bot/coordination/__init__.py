"""What several gateways must agree on: who works on a conversation, and who comes too often."""
