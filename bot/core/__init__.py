"""Rasa's training and serving, with the parts of Rasa that we use and without the others."""
