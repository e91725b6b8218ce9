// A slide as a form: each value has a field, and what is written in it is written into the file in its place.

import { el } from "./elements.js";
import { language, say } from "./words.js";

const called = (field) => (language() === "ko" && field.ko ? field.ko : (field.name ?? "").replaceAll("_", " "));

const rows = (words) => Math.min(12, Math.max(1, Math.ceil(words.length / 34), words.split("\n").length));

export class Form {
  constructor(place, { write, toSource }) {
    this.place = place;
    this.write = write;
    this.toSource = toSource;
    this.data = null;
  }

  // Shows the fields (or the texts that are said and read); what is being typed in stays as it is.
  show(data, which) {
    this.data = data;
    this.which = which;
    const active = document.activeElement;
    const at = this.place.contains(active) ? active.dataset.steps : undefined;
    const scroll = this.place.scrollTop;
    const held = at !== undefined ? active : null;
    const nodes = which === "notes" ? data.texts : data.fields;
    const written = nodes.filter((node) => node.written || node.required || which === "notes");
    const rest = nodes.filter((node) => !written.includes(node));
    this.place.replaceChildren(
      ...written.map((node) => this.#field(node, 0)),
      which === "notes" || !rest.length ? "" : this.#rest(rest),
    );
    if (held) {
      const again = [...this.place.querySelectorAll("[data-steps]")].find((one) => one.dataset.steps === at);
      if (again && again.value === held.value) {
        again.focus();
        if (held.selectionStart !== null && again.setSelectionRange) again.setSelectionRange(held.selectionStart, held.selectionEnd);
      } else if (again) {
        // what is typed in here is younger than what was told
        again.replaceWith(held);
        held.focus();
      }
    }
    this.place.scrollTop = scroll;
  }

  #rest(nodes) {
    return el(
      "details",
      { class: "rest" },
      el("summary", {}, say("more")),
      el(
        "ul",
        {},
        nodes.map((node) =>
          el(
            "li",
            {},
            el("button", { class: "quiet wide", title: node.about, onclick: () => this.toSource(this.data, node) }, el("b", {}, called(node)), el("span", {}, node.about)),
          ),
        ),
      ),
    );
  }

  #field(node, depth) {
    const id = `f-${JSON.stringify(node.steps)}`;
    const label = node.name
      ? el("div", { class: "label" }, el("label", { htmlFor: id, title: node.about }, called(node)), called(node) === node.name ? "" : el("code", {}, node.name))
      : null;
    if (!node.written) {
      const empty = el("button", { id, class: "empty", onclick: () => this.toSource(this.data, node) }, say("empty"));
      return el("div", { class: "field" }, label, empty);
    }
    if (node.shape === "languages") return this.#languages(node, label);
    if (node.shape === "list") {
      return el("fieldset", { class: `list depth${depth}` }, el("legend", {}, label), node.items.map((item, n) => el("div", { class: "item" }, el("span", { class: "count" }, String(n + 1)), this.#field(item, depth + 1))));
    }
    if (node.shape === "group") {
      const inner = node.fields.filter((field) => field.written);
      return el("fieldset", { class: `group depth${depth}` }, label && el("legend", {}, label), inner.map((field) => this.#field(field, depth + 1)));
    }
    return el("div", { class: "field" }, label, this.#input(node, node.steps, node.value, id));
  }

  #languages(node, label) {
    const order = ["ko", "en", ...Object.keys(node.values).filter((name) => name !== "ko" && name !== "en")];
    const there = order.filter((name) => name in node.values);
    return el(
      "div",
      { class: "field" },
      label,
      el(
        "div",
        { class: `languages${there.length > 1 ? " two" : ""}` },
        there.map((name) => {
          const steps = [...node.steps, name];
          return el("div", { class: "language", lang: name }, el("span", { class: "tag" }, name), this.#input(node, steps, node.values[name], `f-${JSON.stringify(steps)}`, name));
        }),
      ),
    );
  }

  #input(node, steps, value, id, lang) {
    const own = called(node) || String(steps[steps.length - 1]);
    const name = lang ? `${own} (${lang})` : own;
    const common = { id, "data-steps": JSON.stringify(steps), "aria-label": name };
    if (node.sort === "choice" || node.sort === "bool") {
      const options = node.sort === "bool" ? ["true", "false"] : node.options;
      const all = options.includes(value) ? options : [value, ...options];
      const made = el("select", common, all.map((option) => el("option", { value: option, selected: option === value }, option)));
      made.dataset.steps = JSON.stringify(steps);
      made.onchange = () => this.#write(steps, value, made.value);
      return made;
    }
    const made = el("textarea", { ...common, rows: rows(value), spellcheck: false, inputMode: node.sort === "number" ? "decimal" : "text" });
    made.dataset.steps = JSON.stringify(steps);
    made.value = value;
    let before = value;
    let composing = false;
    let waiting;
    const write = async () => {
      clearTimeout(waiting);
      if (composing || made.value === before) return;
      const words = made.value;
      if (await this.#write(steps, before, words)) before = words;
    };
    made.addEventListener("compositionstart", () => (composing = true));
    made.addEventListener("compositionend", () => {
      composing = false;
      clearTimeout(waiting);
      waiting = setTimeout(write, 120);
    });
    made.oninput = () => {
      made.rows = rows(made.value);
      clearTimeout(waiting);
      if (!composing) waiting = setTimeout(write, 120);
    };
    made.onblur = write;
    made.addEventListener("keydown", (event) => event.key === "Escape" && made.blur());
    return made;
  }

  #write(steps, before, text) {
    return this.write({ path: this.data.path, steps, before, text });
  }
}

