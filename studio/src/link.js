// The socket to the studio: questions with answers, and what it tells by itself.

export class Link {
  #socket = null;
  #number = 0;
  #waiting = new Map();
  #wait = 250;

  constructor({ told, opened, closed }) {
    this.told = told;
    this.opened = opened;
    this.closed = closed;
    this.#open();
  }

  get open() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  #open() {
    const address = new URL("socket", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.onopen = () => {
      this.#wait = 250;
      this.opened();
    };
    socket.onmessage = ({ data }) => {
      const told = JSON.parse(data);
      const answered = told.n !== undefined && this.#waiting.get(told.n);
      if (!answered) return this.told(told);
      this.#waiting.delete(told.n);
      answered(told);
    };
    socket.onclose = () => {
      const waiting = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const answered of waiting) answered({ no: "closed" });
      this.closed();
      setTimeout(() => this.#open(), this.#wait);
      this.#wait = Math.min(4000, this.#wait * 2);
    };
  }

  // Begins again, as after a connection that was lost.
  reconnect() {
    this.#socket.close();
  }

  // The answer: `{yes}` or `{no, …}`; never thrown.
  ask(what, values = {}) {
    if (!this.open) return Promise.resolve({ no: "closed" });
    const n = ++this.#number;
    return new Promise((answered) => {
      this.#waiting.set(n, answered);
      this.#socket.send(JSON.stringify({ do: what, n, ...values }));
    });
  }
}
