"""What the forms of the chat share: the consultation request and the Passt-das-Check."""
