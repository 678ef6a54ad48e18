"""Pages about requests: the list, one request, answers, merging, files, the mailbox."""
