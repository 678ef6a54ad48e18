"""The numbers of the emergency services beside other answers, and what follows an alarm."""
