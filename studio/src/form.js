// A slide as a form: each value has a field, and what is written in it is written into the file in its place.

import { el, icon, marked } from "./elements.js";
import { language, say } from "./words.js";

const called = (field) => {
  if (language() === "ko" && field.ko) return field.ko;
  const name = (field.name ?? "").replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
};

const rows = (words) => Math.min(12, Math.max(1, Math.ceil(words.length / 34), words.split("\n").length));

// What fields there are, whatever is written in them.
const outline = (nodes) =>
  JSON.stringify(nodes, (key, value) =>
    key === "value" || key === "about" ? undefined : key === "values" ? Object.keys(value) : value,
  );

const keyOf = (steps) => JSON.stringify(steps.slice(2));

// The values of a field and of those in it, by their places in the slide.
function collect(node, values) {
  if (node.value !== undefined) values.set(keyOf(node.steps), node.value);
  for (const [name, value] of Object.entries(node.values ?? {})) values.set(keyOf([...node.steps, name]), value);
  for (const inner of [...(node.items ?? []), ...(node.fields ?? [])]) collect(inner, values);
}

export class Form {
  constructor(place, { write, toSource, act, mend }) {
    this.place = place;
    this.mend = mend; // the buttons by which a finding is mended
    this.findings = [];
    this.write = write;
    this.toSource = toSource;
    this.act = act; // asks for something with the file's path
    this.data = null;
  }

  // Shows the fields (or the texts that are said and read). Where only values are others, the fields stay; those in
  // which somebody types keep what is typed. While a syllable is composed, nothing is made anew.
  show(data, which) {
    if (this.composing) {
      this.later = [data, which];
      return;
    }
    const spoken = (node) => node.name === "notes" || node.name === "handout";
    const here = data.here.filter((node) => spoken(node) === (which === "notes"));
    const nodes = which === "notes" ? data.texts : data.fields;
    this.which = which;
    const shape = `${language()} ${data.slide} ${which} ${outline(here)} ${outline(nodes)}`;
    this.data = data;
    const values = new Map();
    for (const node of [...here, ...nodes]) collect(node, values);
    if (shape === this.shape) {
      for (const field of this.place.querySelectorAll("[data-key]")) field.renew?.(values.get(field.dataset.key));
      return;
    }
    this.shape = shape;
    this.#build(nodes, which, here);
    this.tell(this.findings);
  }

  // Shows findings, each at the field that it is about; above all fields those that are about none of them.
  tell(findings) {
    this.findings = findings;
    for (const old of this.place.querySelectorAll(".told")) old.remove();
    for (const field of this.place.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
    if (!this.data) return;
    const fields = new Map([...this.place.querySelectorAll("[data-at]")].map((one) => [one.dataset.at, one]));
    for (const [n, finding] of findings.entries()) {
      let field;
      const steps = finding.steps ?? [];
      for (let length = steps.length; !field && length > 2; length--)
        field = fields.get(`${finding.path} ${JSON.stringify(steps.slice(0, length))}`);
      if (!field && (finding.slide !== this.data.slide || this.which === "notes")) continue;
      const id = `told-${this.which}-${n}`;
      const told = el(
        "div",
        { class: `told ${finding.severity}`, id },
        el("p", {}, marked(finding.message)),
        finding.hint ? el("p", { class: "hint" }, marked(finding.hint)) : "",
        this.mend(finding),
      );
      const input = field?.matches("textarea, select") ? field : field?.querySelector(":scope > textarea, :scope > select");
      if (input) {
        input.setAttribute("aria-describedby", id);
        if (finding.severity === "error") input.setAttribute("aria-invalid", "true");
      }
      if (!field) this.place.prepend(told);
      else if (field.matches("textarea, select")) field.after(told);
      else field.append(told);
    }
  }

  // Puts the cursor into the field of a value; whether there is one.
  put(path, steps) {
    const at = `${path} ${JSON.stringify(steps)}`;
    const field = [...this.place.querySelectorAll("[data-at]")].find((one) => one.dataset.at === at);
    const input = field?.querySelector("textarea, select");
    if (!input) return false;
    input.focus();
    input.scrollIntoView({ block: "center" });
    input.select?.();
    return true;
  }

  // Shows what came while a syllable was composed.
  #resume() {
    if (this.composing || !this.later) return;
    const [data, which] = this.later;
    this.later = null;
    this.show(data, which);
  }

  // Empties the pane.
  clear(...children) {
    this.shape = this.data = null;
    this.place.replaceChildren(...children);
  }

  #build(nodes, which, here) {
    const active = document.activeElement;
    const held = this.place.contains(active) && active.dataset.key !== undefined ? active : null;
    const open = this.place.querySelector("details")?.open;
    const scroll = this.place.scrollTop;
    const written = nodes.filter((node) => node.written || node.required || which === "notes");
    const rest = nodes.filter((node) => !written.includes(node));
    const over = here.map((node) => this.#field(node, 0));
    this.place.replaceChildren(
      over.length ? el("section", { class: "here" }, el("h3", {}, say("hereOnly")), over) : "",
      over.length ? el("h3", {}, say("shared")) : "",
      ...written.map((node) => this.#field(node, 0)),
      which === "notes" || !rest.length ? "" : this.#rest(rest, open),
    );
    const again =
      held && [...this.place.querySelectorAll("[data-key]")].find((one) => one.dataset.key === held.dataset.key);
    if (again) {
      again.focus();
      if (held.value !== again.value && again.tagName === "TEXTAREA") {
        // what is typed is younger than what was told
        again.value = held.value;
        again.dispatchEvent(new Event("input"));
      }
      if (again.setSelectionRange) again.setSelectionRange(held.selectionStart, held.selectionEnd);
    }
    this.place.scrollTop = scroll;
  }

  // Fields that are not written yet: those of words, numbers and choices can be written here, others in the source.
  #rest(nodes, open) {
    return el(
      "details",
      { class: "rest", open: Boolean(open) },
      el("summary", {}, say("more")),
      el(
        "ul",
        {},
        nodes.map((node) => {
          const open = () =>
            this.#simple(node) ? button.replaceWith(this.#new(node)) : this.toSource(this.data, node);
          const button = el(
            "button",
            { class: "quiet wide", title: node.about[language()], onclick: open },
            el("b", {}, called(node)),
            el("span", {}, marked(node.about[language()])),
          );
          return el("li", {}, button);
        }),
      ),
    );
  }

  #simple(node) {
    return ["text", "long", "number", "choice", "bool", "icon"].includes(node.sort);
  }

  // A field that is written when there are words for it.
  #new(node) {
    const above = node.steps.slice(0, -1);
    const name = node.steps[node.steps.length - 1];
    const put = (words) => this.act("put", { ...this.#where(node), steps: above, name, words });
    const label = this.#label(node, undefined);
    if (node.sort === "choice" || node.sort === "bool") {
      const options = node.sort === "bool" ? ["true", "false"] : node.options;
      const made = el(
        "select",
        { "aria-label": called(node) },
        el("option", { value: "" }, say("empty")),
        options.map((option) => el("option", { value: option }, option)),
      );
      made.onchange = () => made.value && put({ "": made.value });
      return el("div", { class: "field" }, label, made);
    }
    const several = node.sort === "text" || node.sort === "long";
    const areas = (several ? ["ko", "en"] : [""]).map((lang) => {
      const area = el("textarea", {
        rows: 1,
        "aria-label": lang ? `${called(node)} (${lang})` : called(node),
        spellcheck: false,
      });
      return [lang, area];
    });
    const write = () => {
      const words = Object.fromEntries(
        areas.filter(([, area]) => area.value.trim()).map(([lang, area]) => [lang, area.value.trim()]),
      );
      if (Object.keys(words).length) put(words);
    };
    return el(
      "div",
      { class: "field new" },
      label,
      areas.map(([lang, area]) =>
        el("div", { class: "language", lang: lang || null }, lang && el("span", { class: "tag" }, lang), area),
      ),
      el("button", { class: "add", onclick: write }, say("addField")),
    );
  }

  #label(node, id) {
    if (!node.name) return null;
    const own = called(node);
    const drop =
      node.written && !node.required && node.name !== "title"
        ? this.#tool(node, "out", `${say("remove")}: ${own}`, "drop", {
            steps: node.steps.slice(0, -1),
            name: node.name,
          })
        : "";
    const name = el(id ? "label" : "span", { class: "name", htmlFor: id, title: node.about[language()] }, own);
    return el("div", { class: "label" }, name, own.toLowerCase() === node.name ? "" : el("code", {}, node.name), drop);
  }

  #tool(node, sign, words, what, values, disabled = false) {
    const press = () => this.act(what, { ...this.#where(node), ...values });
    return el("button", { class: "tool", "aria-label": words, title: words, disabled, onclick: press }, icon(sign));
  }

  #list(node, label, depth) {
    const { steps, items } = node;
    const tools = (number) =>
      el(
        "div",
        { class: "tools" },
        this.#tool(
          node,
          "up",
          say("up"),
          "item",
          { steps, number, how: "move", before: Math.max(0, number - 1) },
          number === 0,
        ),
        this.#tool(
          node,
          "lower",
          say("down"),
          "item",
          { steps, number, how: "move", before: Math.min(items.length, number + 2) },
          number === items.length - 1,
        ),
        this.#tool(
          node,
          "out",
          `${say("remove")} ${number + 1}`,
          "item",
          { steps, number, how: "remove" },
          items.length < 2,
        ),
      );
    const more = items.length
      ? el(
          "button",
          {
            class: "add",
            onclick: () => this.act("item", { ...this.#where(node), steps, number: items.length - 1, how: "repeat" }),
          },
          icon("plus"),
          " ",
          say("addItem"),
        )
      : "";
    return el(
      "fieldset",
      { class: `list depth${depth}`, "data-at": this.#at(node) },
      el("legend", {}, label),
      items.map((item, n) =>
        el(
          "div",
          { class: "item" },
          el("span", { class: "count" }, String(n + 1)),
          this.#field(item, depth + 1),
          tools(n),
        ),
      ),
      more,
    );
  }

  #field(node, depth) {
    const id = `f-${JSON.stringify(node.steps)}`;
    const label = this.#label(node, id);
    if (!node.written && this.#simple(node)) return this.#new(node);
    if (!node.written) {
      const empty = el("button", { class: "empty", onclick: () => this.toSource(this.data, node) }, say("inText"));
      return el("div", { class: "field" }, label, empty);
    }
    if (node.shape === "languages") return this.#languages(node, label);
    if (node.shape === "list") return this.#list(node, label, depth);
    if (node.shape === "group") {
      const inner = node.fields.filter((field) => field.written);
      return el(
        "fieldset",
        { class: `group depth${depth}`, "data-at": this.#at(node) },
        label && el("legend", {}, label),
        inner.map((field) => this.#field(field, depth + 1)),
      );
    }
    return el("div", { class: "field", "data-at": this.#at(node) }, label, this.#input(node, node.steps, node.value, id));
  }

  #languages(node, label) {
    const order = ["ko", "en", ...Object.keys(node.values).filter((name) => name !== "ko" && name !== "en")];
    const there = order.filter((name) => name in node.values);
    return el(
      "div",
      { class: "field", "data-at": this.#at(node) },
      label,
      el(
        "div",
        { class: `languages${there.length > 1 ? " two" : ""}` },
        there.map((name) => {
          const steps = [...node.steps, name];
          return el(
            "div",
            { class: "language", lang: name, "data-at": this.#at(node, steps) },
            el("span", { class: "tag" }, name),
            this.#input(node, steps, node.values[name], `f-${JSON.stringify(steps)}`, name),
          );
        }),
      ),
    );
  }

  #input(node, steps, value, id, lang) {
    const own = called(node) || String(steps[steps.length - 1]);
    const name = lang ? `${own} (${lang})` : own;
    const common = { id, "data-key": keyOf(steps), "aria-label": name };
    if (node.sort === "choice" || node.sort === "bool") {
      const options = node.sort === "bool" ? ["true", "false"] : node.options;
      const all = options.includes(value) ? options : [value, ...options];
      const made = el(
        "select",
        common,
        all.map((option) => el("option", { value: option, selected: option === value }, option)),
      );
      let before = value;
      made.renew = (now) => {
        if (now !== undefined && [...made.options].some((option) => option.value === now)) made.value = before = now;
      };
      made.onchange = async () => {
        const chosen = made.value;
        if (await this.#write(node, steps, before, chosen)) before = chosen;
        else made.value = before;
      };
      return made;
    }
    const made = el("textarea", {
      ...common,
      rows: rows(value),
      spellcheck: false,
      inputMode: node.sort === "number" ? "decimal" : "text",
    });
    made.value = value;
    let before = value;
    let composing = false;
    let waiting;
    let writing = false;
    const write = async () => {
      clearTimeout(waiting);
      if (composing || writing || made.value === before) return;
      const words = made.value;
      writing = true;
      const done = await this.#write(node, steps, before, words);
      writing = false;
      if (done) before = words;
      if (done && made.value !== before) write();
    };
    made.renew = (now) => {
      if (now === undefined || composing || writing || made.value !== before) return;
      before = now;
      if (made.value !== now) made.value = now;
    };
    made.addEventListener("compositionstart", () => (composing = this.composing = true));
    made.addEventListener("compositionend", () => {
      composing = this.composing = false;
      clearTimeout(waiting);
      waiting = setTimeout(write, 120);
      setTimeout(() => this.#resume());
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

  // The place of a field, as findings name theirs.
  #at(node, steps = node.steps) {
    return `${node.path ?? this.data.path} ${JSON.stringify(steps)}`;
  }

  // Where a field is written: in the slide's module, or in the programme of the seminar.
  #where(node) {
    return node.path ? { path: node.path } : { path: this.data.path, slide: this.data.slide };
  }

  #write(node, steps, before, text) {
    return this.write({ ...this.#where(node), steps, before, text });
  }
}
