// Races of two pages at one file, with a server that takes only what is written into the version that it has: what each
// ends with, how often somebody had to choose, and what of the letters that were typed is nowhere any more.
async ({ Document, ChangeSet, Text }, rounds) => {
  let seed = 19;
  const chance = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
  const below = (n) => Math.floor(chance() * n);
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const changes = (splices, length) =>
    ChangeSet.of(
      splices.map(([from, to, insert]) => ({ from, to, insert })),
      length,
    );
  const start = "abcdefghij\nklmnopqrst\nuvwxyz";
  const result = { different: 0, chosen: 0, lost: 0, rounds };
  for (let round = 0; round < rounds; round++) {
    const server = { text: Text.of(start.split("\n")), version: 0 };
    const pages = [];
    const choice = () => (round % 3 === 0 ? ["both", "mine", "theirs"][below(3)] : "both");
    const open = () => {
      const page = { view: Text.of(start.split("\n")) };
      page.document = new Document({
        path: "file",
        version: 0,
        text: start,
        ask: async (what, { version, splices }) => {
          await wait(below(3));
          const there = { version: server.version, text: server.text.toString() };
          if (what === "file") return { yes: there };
          if (version !== server.version) return { no: "changed", ...there };
          server.text = changes(splices, server.text.length).apply(server.text);
          const now = ++server.version;
          for (const other of pages)
            if (other !== page) setTimeout(() => other.document.told({ version: now, splices }));
          return { yes: { version: now } };
        },
        apply: (splices) => (page.view = changes(splices, page.view.length).apply(page.view)),
        choose: async () => {
          result.chosen++;
          await wait(below(4));
          return choice();
        },
        saved: () => {},
      });
      return page;
    };
    pages.push(open(), open());
    const letters = [];
    let removed = false;
    for (let n = 0; n < 14; n++) {
      const page = pages[below(2)];
      const from = below(page.view.length + 1);
      const to = chance() < 0.2 ? Math.min(page.view.length, from + below(3)) : from;
      removed ||= to > from;
      letters.push(String.fromCharCode(0x4e00 + n));
      const typed = changes([[from, to, letters.at(-1)]], page.view.length);
      page.view = typed.apply(page.view);
      if (chance() < 0.15) page.document.compose(true);
      page.document.typed(typed);
      if (chance() < 0.7) page.document.compose(false);
      if (chance() < 0.5) await wait(below(4));
    }
    for (const page of pages) page.document.compose(false);
    const settled = () => pages.every(({ document }) => document.clean && document.version === server.version);
    for (let n = 0; n < 200 && !settled(); n++) await wait(5);
    const texts = [server.text, ...pages.flatMap(({ view, document }) => [view, document.text])].map(String);
    if (new Set(texts).size !== 1) result.different++;
    if (round % 3 && !removed) result.lost += letters.filter((letter) => !texts[0].includes(letter)).length;
  }
  return result;
};
