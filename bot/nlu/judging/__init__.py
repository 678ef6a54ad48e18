"""What one message is by itself: an emergency, everyday life, or what else it asks."""
