// What a tab remembers until it is closed: nothing before the person has opened the chat.

const MEMORY_KEY = "ija-lotse";

function tabStorage() {
  try {
    return window.sessionStorage;
  } catch {
    return null; // Storage is blocked: the conversation lives as long as the page.
  }
}

export class Memory {
  constructor() {
    this.storage = tabStorage();
    this.values = {};
    try {
      this.values = JSON.parse(this.storage?.getItem(MEMORY_KEY) ?? "{}") ?? {};
    } catch {
      // Somebody else's value under our name: begin anew.
    }
  }

  get(name) {
    return this.values[name] ?? null;
  }

  set(name, value) {
    if (value === null || value === "" || value === false) {
      delete this.values[name];
    } else {
      this.values[name] = value;
    }
    this.write();
  }

  write() {
    try {
      if (Object.keys(this.values).length) {
        this.storage?.setItem(MEMORY_KEY, JSON.stringify(this.values));
      } else {
        this.storage?.removeItem(MEMORY_KEY);
      }
    } catch {
      // A full or blocked storage only means that a reload begins anew.
    }
  }
}
