"""How an answer to a question of the form is read, and where it goes if it does not fit."""
