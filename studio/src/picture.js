// The slide at hand: its picture, and over it a button for each text that somebody wrote.

import { el } from "./elements.js";

// A text as it is read: without the signs that hold words together on a line.
const read = (text) => text.replaceAll("\u00a0", " ").replaceAll("\u2060", "");

export class Picture {
  #asked = 0;

  constructor(stage, { ask, goTo, write }) {
    this.ask = ask;
    this.goTo = goTo;
    this.write = write;
    this.image = el("img", { class: "picture", alt: "", draggable: false });
    this.over = el("div", { class: "over" });
    this.frame = el("div", { class: "frame" }, this.image, this.over);
    stage.append(this.frame);
    this.places = [];
  }

  // Takes a picture that the studio sent by itself: that of the slide at hand, after somebody wrote.
  take(seminar, { slide, look, picture, places }) {
    const address = URL.createObjectURL(new Blob([picture], { type: "image/svg+xml" }));
    if (this.sent) URL.revokeObjectURL(this.sent.address);
    this.sent = { seminar, slide, look, address, places };
  }

  // Where a picture of a slide is: here already, or with the studio.
  address(seminar, id, look) {
    const { sent } = this;
    if (sent && sent.seminar === seminar && sent.slide === id && sent.look === look) return sent.address;
    return new URL(`picture/${encodeURIComponent(seminar)}/${encodeURIComponent(id)}?${look}`, location.href).href;
  }

  // Shows a slide; what was there stays until the new picture can be seen.
  async show(seminar, id, slide, page) {
    const asked = ++this.#asked;
    this.frame.style.aspectRatio = `${page[0]} / ${page[1]}`;
    this.frame.style.setProperty("--shape", page[0] / page[1]);
    const address = this.address(seminar, id, slide.look);
    const same = this.image.src === address;
    const next = new Image();
    if (!same) next.src = address;
    const drawn = same
      ? Promise.resolve(true)
      : next.decode().then(
          () => true,
          () => false,
        );
    // places that came with the picture hold until others write: they are taken once
    const { sent } = this;
    const came = sent?.address === address && sent.places ? { yes: { places: sent.places } } : null;
    if (came) sent.places = null;
    const [seen, answer] = await Promise.all([drawn, came ?? this.ask("places", { seminar, slide: id })]);
    if (asked !== this.#asked) return;
    if (seen) {
      if (!same) this.image.src = address;
      this.image.alt = slide.title;
      this.image.dataset.slide = id;
      this.image.dataset.look = slide.look;
    }
    if (answer.yes && !this.over.querySelector("textarea")) this.#lay(answer.yes.places, page);
  }

  #lay(places, page) {
    const [width, height] = (this.page = page);
    const focused = [...this.over.children].indexOf(document.activeElement);
    const large = (place) => place.rect[2] * place.rect[3];
    this.places = places.filter((place) => place.rect[2] > 0 && place.rect[3] > 0);
    const buttons = this.places.map((place) => {
      const [x, y, w, h] = place.rect;
      const share = (a, b) => `${((100 * a) / b).toFixed(3)}%`;
      const button = el("button", {
        class: "place",
        type: "button",
        "aria-label": read(place.text) || place.path,
        style: { left: share(x, width), top: share(y, height), width: share(w, width), height: share(h, height) },
        onclick: (event) => event.detail === 1 && this.goTo(place),
        ondblclick: () => this.edit(place, button),
        onkeydown: (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          event.stopPropagation();
          this.edit(place, button);
        },
      });
      button.style.zIndex = Math.max(1, Math.round(100000 / Math.sqrt(large(place) + 1)));
      return button;
    });
    this.over.replaceChildren(...buttons);
    if (focused >= 0) this.over.children[focused]?.focus();
  }

  // Edits a text where it stands.
  async edit(place, button) {
    if (!place.text) return this.goTo(place);
    const answer = await this.ask("value", { path: place.path, at: place.from });
    if (!answer.yes) return this.goTo(place);
    const { path, steps, text } = answer.yes;
    const area = el("textarea", { class: "in-place", "aria-label": read(place.text), spellcheck: false, rows: 1 });
    area.value = text;
    // as large as it stands there, and within the picture
    const scale = this.frame.clientWidth / this.page[0];
    const [x, , width] = place.rect.map((points) => points * scale);
    const most = this.frame.clientWidth - 8;
    const wide = Math.min(most, Math.max(width + 28, 240));
    Object.assign(area.style, {
      left: `${Math.max(4, Math.min(x - 14, most + 4 - wide))}px`,
      top: `calc(${button.style.top} - 8px)`,
      width: `${wide}px`,
      fontSize: `${Math.max(15, Math.min(64, place.size * scale))}px`,
    });
    let done = false;
    let composing = false;
    const end = async (keep) => {
      if (done) return;
      done = true;
      const words = area.value;
      area.remove();
      if (keep && words !== text) await this.write({ path, steps, before: text, text: words });
      button.focus();
    };
    area.addEventListener("compositionstart", () => (composing = true));
    area.addEventListener("compositionend", () => (composing = false));
    area.onkeydown = (event) => {
      event.stopPropagation();
      if (composing || event.isComposing || event.keyCode === 229) return;
      if (event.key === "Escape") end(false);
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        end(true);
      }
    };
    area.onblur = () => end(true);
    this.over.append(area);
    area.focus();
    area.select();
  }
}
