// A file while it is typed in: what the studio has of it (`base` at a `version`), what was sent, and what is still
// here. What others write is laid under that. Where both wrote at one place, nothing is sent before somebody has chosen.

import { ChangeSet, Text } from "@codemirror/state";

// Whether two changes of one text are at one place.
export function meet(mine, theirs) {
  let met = false;
  mine.iterChangedRanges((from, to) => theirs.iterChangedRanges((start, end) => (met ||= from <= end && start <= to)));
  return met;
}

const spliced = (changes) => {
  const splices = [];
  changes.iterChanges((from, to, _a, _b, text) => splices.push([from, to, text.toString()]));
  return splices;
};

const asChanges = (splices, length) =>
  ChangeSet.of(
    splices.map(([from, to, insert]) => ({ from, to, insert })),
    length,
  );

// The one change between two texts.
export function difference(before, after) {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [start, before.length - end, after.slice(start, after.length - end)];
}

// What of a change is at no place of another one.
const apart = (changes, other) =>
  asChanges(
    spliced(changes).filter((one) => !meet(asChanges([one], changes.length), other)),
    changes.length,
  );

export class Document {
  #queue = [];
  #held = false;

  constructor({ path, version, text, ask, apply, choose, saved }) {
    Object.assign(this, { path, version, ask, apply, choose, saved });
    this.base = Text.of(text.split("\n"));
    this.sent = null;
    this.more = ChangeSet.empty(this.base.length);
    this.composing = false;
  }

  get local() {
    return this.sent ? this.sent.compose(this.more) : this.more;
  }

  get clean() {
    return !this.sent && this.more.empty;
  }

  // The text as it is typed.
  get text() {
    return this.local.apply(this.base).toString();
  }

  // What is not sent yet, as stretches of what the studio has when it has taken all that was sent.
  get unsent() {
    return { length: this.more.length, splices: spliced(this.more) };
  }

  // Takes what was typed.
  typed(changes) {
    this.more = this.more.compose(changes);
    this.send();
  }

  // A syllable is being composed: nothing is sent, and nothing else is put into the text.
  compose(yes) {
    this.composing = yes;
    if (!yes) {
      this.#settle();
      this.send();
    }
  }

  async send() {
    if (this.sent || this.composing || this.#held || this.more.empty) return;
    this.sent = this.more;
    this.more = ChangeSet.empty(this.sent.newLength);
    this.saved(false);
    const answer = await this.ask("edit", { path: this.path, version: this.version, splices: spliced(this.sent) });
    if (answer.yes) {
      this.base = this.sent.apply(this.base);
      this.version = answer.yes.version;
      this.sent = null;
    } else {
      this.more = this.sent.compose(this.more);
      this.sent = null;
      if (answer.no === "changed") this.#queue.push({ version: answer.version, text: answer.text });
      else if (answer.no === "closed") return; // sent again when there is a connection
    }
    this.#settle();
    this.saved(this.clean);
    this.send();
  }

  // What others wrote.
  told(told) {
    this.#queue.push(told);
    this.#settle();
  }

  // The file as it is, after the connection was lost.
  renewed({ version, text }) {
    if (this.sent) this.more = this.sent.compose(this.more);
    this.sent = null;
    this.version = -1;
    this.#queue = [{ version, text }];
    this.#settle();
    this.send();
  }

  #settle() {
    if (this.sent || this.composing || this.#held) return;
    while (this.#queue.length && !this.#held) {
      const told = this.#queue.shift();
      if (told.version <= this.version) continue;
      if (told.text === undefined && told.version !== this.version + 1) {
        this.#held = true;
        this.ask("file", { path: this.path }).then((answer) => {
          this.#held = false;
          if (answer.yes) this.#queue.push(answer.yes);
          this.#settle();
        });
        return;
      }
      const splices = told.text === undefined ? told.splices : [difference(this.base.toString(), told.text)];
      this.#take(asChanges(splices, this.base.length), told.version);
    }
  }

  #take(theirs, version) {
    const mine = this.more;
    if (!mine.empty && !theirs.empty && meet(mine, theirs)) {
      this.#held = true;
      this.choose(this.base, mine, theirs).then((choice) => {
        this.#held = false;
        this.#lay(theirs, version, choice);
        this.#settle();
        this.send();
      });
      return;
    }
    this.#lay(theirs, version, "both");
  }

  #lay(theirs, version, choice) {
    const mine = this.more; // what was typed meanwhile included
    const before = mine.apply(this.base).toString();
    this.base = theirs.apply(this.base);
    this.version = version;
    if (choice === "theirs") {
      this.more = apart(mine, theirs).map(theirs);
      this.apply([difference(before, this.more.apply(this.base).toString())]);
    } else if (choice === "mine") {
      const others = apart(theirs, mine).map(mine, true);
      const wanted = others.apply(Text.of(before.split("\n"))).toString();
      this.more = asChanges([difference(this.base.toString(), wanted)], this.base.length);
      this.apply(spliced(others));
    } else {
      this.more = mine.map(theirs);
      this.apply(spliced(theirs.map(mine, true)));
    }
  }
}
