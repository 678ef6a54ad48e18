"""Which passage of an answer a further question is about."""
