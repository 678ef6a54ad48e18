"""Ways a conversation reaches the assistant; each one speaks to Rasa through ``rasa_client``."""
