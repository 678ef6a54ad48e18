// Receives what the server pushes: connects again by itself and goes on where it stopped.

// The server shows every 15 seconds that it is there; after this long the line is dead.
const SILENCE_MS = 40_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

async function* eventsOf(body, alive) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    alive();
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const fields = Object.fromEntries(
        part.split("\n").map((line) => {
          const at = line.indexOf(": ");
          return [line.slice(0, at), line.slice(at + 2)];
        }),
      );
      if (fields.event) {
        yield { name: fields.event, data: JSON.parse(fields.data) };
      }
    }
  }
}

export class Stream {
  // newest: returns the number to go on after; receive: gets events; told: gets connection changes.
  constructor(api, { newest, receive, told }) {
    this.api = api;
    this.newest = newest;
    this.receive = receive;
    this.told = told;
    this.stopper = null;
    this.wake = () => {};
    // The browser often knows sooner than a timer that it is worth a try.
    window.addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => this.wake());
  }

  get isOn() {
    return this.stopper !== null;
  }

  stop() {
    this.stopper?.abort();
    this.stopper = null;
  }

  // Resolves when the chat has ended or the stream was stopped.
  async run() {
    const stopper = new AbortController();
    this.stopper = stopper;
    let failures = 0;
    while (!stopper.signal.aborted) {
      try {
        await this.connect(stopper.signal, () => {
          failures = 0;
          this.told(true);
        });
      } catch (error) {
        if (stopper.signal.aborted) {
          break;
        }
        if (error.isGone) {
          // It ended while nothing was connected that could have been told.
          this.receive({ name: "gone", data: {} });
          break;
        }
        failures += 1;
        this.told(false);
      }
      if (!stopper.signal.aborted) {
        await this.pause(Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS));
      }
    }
    if (this.stopper === stopper) {
      this.stopper = null;
    }
  }

  async connect(signal, connected) {
    const line = new AbortController();
    const cut = () => line.abort();
    signal.addEventListener("abort", cut);
    let timer = window.setTimeout(cut, SILENCE_MS);
    const alive = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(cut, SILENCE_MS);
    };
    try {
      const response = await this.api.fetch("GET", "stream", undefined, {
        headers: { "Last-Event-ID": String(this.newest()) },
        signal: line.signal,
      });
      if (!response.ok) {
        throw Object.assign(new Error("refused"), { isGone: response.status === 404 });
      }
      connected();
      for await (const event of eventsOf(response.body, alive)) {
        this.receive(event);
      }
    } finally {
      window.clearTimeout(timer);
      signal.removeEventListener("abort", cut);
      line.abort();
    }
  }

  pause(milliseconds) {
    // Not all at the same moment after an outage.
    const wait = milliseconds * (0.5 + Math.random() / 2);
    return new Promise((resolve) => {
      const timer = window.setTimeout(resolve, wait);
      this.wake = () => {
        window.clearTimeout(timer);
        resolve();
      };
    });
  }
}
