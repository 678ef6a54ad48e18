"""What programmes, topics and places are called, and were called before."""
