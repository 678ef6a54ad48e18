"""What a message means behind the ones before it."""
