// The programme: its parts, and a picture of each slide; drawn when it comes into sight, moved by hand or by keys.

import { el, icon } from "./elements.js";
import { say } from "./words.js";

export class Programme {
  #rows = new Map();
  #dragged = null;

  // `address` says where the picture of a slide is, `settings` shows the form of a part.
  constructor(place, { choose, move, address, settings }) {
    this.place = place;
    this.choose = choose;
    this.move = move;
    this.address = address;
    this.settings = settings;
    this.seen = new IntersectionObserver(
      (entries) => entries.forEach((entry) => entry.isIntersecting && this.#draw(entry.target)),
      {
        root: place,
        rootMargin: "400px",
      },
    );
    place.addEventListener("keydown", (event) => this.#key(event));
  }

  show(seminar, current, found) {
    const before = this.seminar;
    this.seminar = seminar;
    this.current = current;
    const outline = JSON.stringify([seminar.seminar, say("minutes"), seminar.parts, Object.keys(seminar.slides)]);
    if (outline === this.outline) {
      // only slides are others: their rows stay where they are
      for (const [id, row] of this.#rows) {
        const state = found.get(id) ?? "";
        if (before.slides[id] !== seminar.slides[id] || row.dataset.found !== state)
          this.#row(id, seminar.slides[id], row.dataset.part, state);
      }
      this.mark(current);
      return;
    }
    this.outline = outline;
    // before rows go to other lists, and out of the page for that
    const focused = this.place.contains(document.activeElement);
    const kept = new Map();
    const parts = seminar.parts.map((part, n) => {
      const list = el("div", { class: "slides", role: "listbox", "aria-label": part.title || say("part") });
      for (const id of part.slides) {
        const slide = seminar.slides[id];
        if (!slide) continue;
        const row = this.#row(id, slide, n, found.get(id) ?? "");
        kept.set(id, row);
        list.append(row);
      }
      this.#takesDrops(list, n);
      const label = `${say("partSettings")}: ${part.title}`;
      return el(
        "section",
        { class: "part" },
        el(
          "header",
          {},
          el(
            "h3",
            {},
            el("span", {}, part.title),
            el("span", { class: "minutes" }, `${+part.minutes.toFixed(1)} ${say("minutes")}`),
          ),
          el(
            "button",
            { class: "quiet settings", "aria-label": label, title: label, onclick: () => this.settings(n) },
            icon("gear"),
            el("span", { class: "dot" }),
          ),
        ),
        list,
      );
    });
    for (const [id, row] of this.#rows) if (!kept.has(id)) this.seen.unobserve(row);
    this.#rows = kept;
    const scroll = this.place.scrollTop;
    this.place.replaceChildren(...parts);
    this.place.scrollTop = scroll;
    this.marked = null;
    this.mark(current, focused);
  }

  // Shows which parts have findings (the worst of each by its number), and which one's form is shown.
  tell(found, about) {
    this.place.querySelectorAll(".part .settings").forEach((button, part) => {
      button.querySelector(".dot").className = `dot ${found.get(part) ?? ""}`;
      button.setAttribute("aria-pressed", String(about?.part === part));
    });
  }

  #row(id, slide, part, found) {
    let row = this.#rows.get(id);
    if (!row) {
      row = el(
        "div",
        { class: "slide", role: "option", draggable: true, tabIndex: -1 },
        el("span", { class: "number" }),
        el("img", { alt: "", draggable: false }),
        el("span", { class: "dot" }),
      );
      row.dataset.id = id;
      row.onclick = () => this.choose(id);
      row.ondragstart = (event) => {
        this.#dragged = id;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", id);
        row.classList.add("dragged");
      };
      row.ondragend = () => {
        this.#dragged = null;
        row.classList.remove("dragged");
        this.place.querySelectorAll(".before, .behind").forEach((one) => one.classList.remove("before", "behind"));
      };
    }
    row.dataset.part = part;
    row.dataset.found = found;
    row.setAttribute("aria-label", `${slide.number}. ${slide.title || slide.kind}`);
    row.title = slide.title || id;
    row.querySelector(".number").textContent = slide.number;
    row.querySelector(".dot").className = `dot ${found}`;
    row.classList.toggle("hidden", slide.presence !== "shown" && slide.presence !== "Presence.SHOWN");
    row.draggable = slide.named;
    const look = `${this.seminar.seminar} ${slide.look}`;
    if (row.dataset.look !== look) {
      // a picture that stands already may wait until nobody types
      const wait = row.dataset.look ? 300 : 0;
      row.dataset.look = look;
      clearTimeout(row.waits);
      row.waits = setTimeout(() => (this.seen.unobserve(row), this.seen.observe(row)), wait);
    }
    return row;
  }

  #draw(row) {
    if (row.dataset.drawn === row.dataset.look || !this.seminar.slides[row.dataset.id]) return;
    row.dataset.drawn = row.dataset.look;
    const image = row.querySelector("img");
    const next = new Image();
    next.src = this.address(this.seminar.seminar, row.dataset.id, this.seminar.slides[row.dataset.id].look);
    image.style.aspectRatio = `${this.seminar.page[0]} / ${this.seminar.page[1]}`;
    next.decode().then(
      () => (image.src = next.src),
      () => delete row.dataset.drawn,
    );
  }

  #takesDrops(list, part) {
    const place = (event) => {
      const rows = [...list.children].filter((row) => row.dataset.id !== this.#dragged);
      return rows.find((row) => event.clientY < row.getBoundingClientRect().top + row.offsetHeight / 2);
    };
    list.ondragover = (event) => {
      if (!this.#dragged) return;
      event.preventDefault();
      this.place.querySelectorAll(".before, .behind").forEach((one) => one.classList.remove("before", "behind"));
      const before = place(event);
      (before ?? list.lastElementChild)?.classList.add(before ? "before" : "behind");
    };
    list.ondrop = (event) => {
      if (!this.#dragged) return;
      event.preventDefault();
      this.move(this.#dragged, place(event)?.dataset.id ?? "", part);
    };
  }

  get order() {
    return this.seminar.parts.flatMap((part) => part.slides);
  }

  mark(id, focus = false) {
    this.current = id;
    const here = this.#rows.get(id);
    if (here && focus) here.focus({ preventScroll: true });
    if (this.marked === id) return;
    this.marked = id;
    for (const [name, row] of this.#rows) {
      row.classList.toggle("current", name === id);
      row.setAttribute("aria-selected", name === id);
      row.tabIndex = name === id ? 0 : -1;
    }
    here?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const order = this.order;
    const at = order.indexOf(this.current);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5, Home: -order.length, End: order.length }[
      event.key
    ];
    if (step === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) return this.#shift(Math.sign(step));
    const next = order[Math.min(order.length - 1, Math.max(0, at + step))];
    if (next !== undefined) this.choose(next, true);
  }

  // One place on or back, over the edge of a part, too.
  #shift(step) {
    const { parts } = this.seminar;
    const part = parts.findIndex(({ slides }) => slides.includes(this.current));
    const { slides } = parts[part];
    const at = slides.indexOf(this.current);
    const named = (id) => id !== undefined && this.seminar.slides[id]?.named;
    if (step < 0 && named(slides[at - 1])) return this.move(this.current, slides[at - 1], part);
    if (step < 0 && part > 0) return this.move(this.current, "", part - 1);
    if (step > 0 && at + 1 < slides.length) return this.move(this.current, slides[at + 2] ?? "", part);
    const next = parts[part + 1]?.slides.find(named);
    if (step > 0 && next) this.move(this.current, next, part + 1);
  }
}
