"""How answers come about and reach people: drafts, text modules, ways into chats, mail."""
