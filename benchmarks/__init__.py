"""Our assistant beside a stock Rasa pipeline: same sentences, same questions, same machine."""
