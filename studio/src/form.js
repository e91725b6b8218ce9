// A slide, a part or a seminar as a form: each value has a field, and what is written in it is written into the file in its place.

import { el, icon, marked } from "./elements.js";
import { LANGUAGES, language, say } from "./words.js";

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

// The fields of a form in which something is written.
const INPUTS = "textarea, select, input";

// What people choose from, as they call it.
const named = (node, option) => {
  if (node.sort === "bool") return say(option === "true" ? "yes" : "no");
  return (node.of === "language" && LANGUAGES[option]) || option;
};
const optionsOf = (node) => (node.sort === "bool" ? ["true", "false"] : (node.options ?? []));

export class Form {
  constructor(place, { write, toSource, act, mend, ask }) {
    this.place = place;
    this.ask = ask;
    this.mend = mend; // the buttons by which a finding is mended
    this.findings = [];
    this.write = write;
    this.toSource = toSource;
    this.act = act; // asks for something with the file's path
    this.data = null;
    place.addEventListener("keydown", ({ key, target }) => key === "Escape" && target.matches(INPUTS) && target.blur());
  }

  // Shows the fields (or the texts that are said and read), below a heading where there is one. Where only values are others, the fields stay; those in
  // which somebody types keep what is typed. While a syllable is composed, nothing is made anew.
  show(data, which, head = null) {
    if (this.composing) {
      this.later = [data, which, head];
      return;
    }
    const spoken = (node) => node.name === "notes" || node.name === "handout";
    const here = data.here.filter((node) => spoken(node) === (which === "notes"));
    const nodes = which === "notes" ? data.texts : data.fields;
    this.which = which;
    const shape = `${language()} ${data.path} ${data.slide ?? data.mark} ${which} ${outline(here)} ${outline(nodes)}`;
    this.data = data;
    const values = new Map();
    for (const node of [...here, ...nodes]) this.#collect(node, values);
    if (shape === this.shape) {
      if (head) this.place.querySelector(":scope > .head")?.replaceWith(head);
      for (const field of this.place.querySelectorAll("[data-key]")) field.renew?.(values.get(field.dataset.key));
      return;
    }
    this.shape = shape;
    this.#build(nodes, which, here, head);
    this.tell(this.findings);
  }

  // The place of a value in what is shown.
  #key(steps) {
    return JSON.stringify(steps.slice(this.data.steps.length));
  }

  // The values of a field and of those in it, by their places.
  #collect(node, values) {
    if (node.value !== undefined) values.set(this.#key(node.steps), node.value);
    for (const [name, value] of Object.entries(node.values ?? {}))
      values.set(this.#key([...node.steps, name]), value);
    for (const inner of [...(node.items ?? []), ...(node.fields ?? [])]) this.#collect(inner, values);
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
      for (let length = steps.length; !field && length > 0; length--)
        field = fields.get(`${finding.path} ${JSON.stringify(steps.slice(0, length))}`);
      if (!field && (!this.#isOfAll(finding) || this.which === "notes")) continue;
      const id = `told-${this.which}-${n}`;
      const told = el(
        "div",
        { class: `told ${finding.severity}`, id },
        el("p", {}, marked(finding.message)),
        finding.hint ? el("p", { class: "hint" }, marked(finding.hint)) : "",
        this.mend(finding),
      );
      const input = field?.matches(INPUTS)
        ? field
        : field?.querySelector(":scope > textarea, :scope > select, :scope > input");
      if (input) {
        input.setAttribute("aria-describedby", id);
        if (finding.severity === "error") input.setAttribute("aria-invalid", "true");
      }
      const head = this.place.querySelector(":scope > .head");
      if (!field && head) head.after(told);
      else if (!field) this.place.prepend(told);
      else if (field.matches(INPUTS)) field.after(told);
      else field.append(told);
    }
  }

  // Whether a finding is about what is shown, but about none of its fields.
  #isOfAll(finding) {
    const { slide, path, steps, but } = this.data;
    if (slide) return finding.slide === slide;
    const own = finding.steps ?? [];
    return finding.path === path && steps.every((step, n) => own[n] === step) && own[steps.length] !== but;
  }

  // Puts the cursor into the field of a finding, or of what that is in; whether there is one.
  reach({ path, steps }) {
    for (let length = steps.length; length > 0; length--) if (this.put(path, steps.slice(0, length))) return true;
    return false;
  }

  // Puts the cursor into the first field.
  begin() {
    this.place.querySelector(INPUTS)?.focus();
  }

  // Puts the cursor into the field of a value; whether there is one.
  put(path, steps) {
    const at = `${path} ${JSON.stringify(steps)}`;
    const field = [...this.place.querySelectorAll("[data-at]")].find((one) => one.dataset.at === at);
    const input = field?.querySelector(INPUTS);
    if (!input) return false;
    input.focus();
    input.scrollIntoView({ block: "center" });
    input.select?.();
    return true;
  }

  // Shows what came while a syllable was composed.
  #resume() {
    if (this.composing || !this.later) return;
    const [data, which, head] = this.later;
    this.later = null;
    this.show(data, which, head);
  }

  // Empties the pane.
  clear(...children) {
    this.shape = this.data = null;
    this.place.replaceChildren(...children);
  }

  #build(nodes, which, here, head) {
    const active = document.activeElement;
    const held = this.place.contains(active) && active.dataset.key !== undefined ? active : null;
    const of = this.data.slide ?? this.data.mark ?? this.data.path;
    const open = of === this.of ? [...this.place.querySelectorAll("details[open]")] : [];
    this.of = of;
    this.open = new Set(open.map((one) => one.dataset.rest));
    const scroll = this.place.scrollTop;
    const written = nodes.filter((node) => node.written || node.required || which === "notes");
    const rest = nodes.filter((node) => !written.includes(node));
    const over = here.map((node) => this.#field(node, 0));
    this.place.replaceChildren(
      head ?? "",
      over.length ? el("section", { class: "here" }, el("h3", {}, say("hereOnly")), over) : "",
      over.length ? el("h3", {}, say("shared")) : "",
      ...written.map((node) => this.#field(node, 0)),
      which === "notes" || !rest.length ? "" : this.#rest(rest, this.data.steps),
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
      if (again.setSelectionRange && again.tagName === "TEXTAREA")
        again.setSelectionRange(held.selectionStart, held.selectionEnd);
    }
    this.place.scrollTop = scroll;
    if (this.begun && this.put(...this.begun)) this.begun = null;
  }

  // Fields that are not written yet: most can be begun here, others in the source.
  #rest(nodes, steps) {
    const key = this.#key(steps);
    return el(
      "details",
      { class: "rest", open: this.open.has(key), "data-rest": key },
      el("summary", {}, say("more")),
      el(
        "ul",
        {},
        nodes.map((node) => {
          const button = el(
            "button",
            {
              class: "quiet wide",
              "data-name": node.name,
              title: node.about[language()],
              onclick: () => this.#start(node, button),
            },
            el("b", {}, called(node)),
            el("span", {}, marked(node.about[language()])),
          );
          return el("li", {}, button);
        }),
      ),
    );
  }

  // In place of a button comes a field that is written when there are words for it; else the source is shown.
  async #start(node, button) {
    const blank = this.#simple(node) ? node : (await this.ask("blank", { ...this.#where(node), steps: node.steps })).yes;
    if (!blank) return;
    if (blank.sort === "source") return this.toSource(blank);
    const made = this.#new(node, { ...blank, name: node.name, ko: node.ko, about: node.about, required: true });
    button.replaceWith(made);
    made.querySelector(INPUTS)?.focus();
  }

  #simple(node) {
    return ["text", "long", "line", "number", "choice", "bool", "icon", "file", "date", "time"].includes(node.sort);
  }

  // A field that is not written: what it is to have, and the button that writes it.
  #new(node, blank = node) {
    const steps = node.steps.slice(0, -1);
    const name = node.steps[node.steps.length - 1];
    const { made, read } = this.#blank(blank);
    const write = async () => {
      const value = read();
      if (value === undefined) return made.querySelector(INPUTS)?.focus();
      this.begun = [node.path ?? this.data.path, node.steps];
      if (!(await this.act("put", { ...this.#where(node), steps, name, value }))) this.begun = null;
    };
    made.classList.add("new");
    const choice = made.querySelector(":scope > select");
    if (choice) choice.onchange = write;
    else made.append(el("button", { class: "add", onclick: write }, say("addField")));
    return made;
  }

  // What is asked of a value that is not written yet, and what was answered: undefined where nothing was.
  #blank(node) {
    const name = node.name ? this.#asked(node) : null;
    if (node.sort === "list") {
      const { made, read } = this.#blank({ ...node.item, required: true });
      const item = () => (read() === undefined ? undefined : [read()]);
      return { made: el("fieldset", { class: "group" }, name && el("legend", {}, name), made), read: item };
    }
    if (!node.fields) return this.#asks(node, name);
    const choice = node.options ? this.#asks({ ...node, fields: null, about: node.about }, null) : null;
    const inner = node.fields.map((field) => ({ field, ...this.#blank(field) }));
    const closed = ({ field }) => !field.required && (field.fields || field.sort === "list");
    const fields = inner.map((one) =>
      closed(one) ? el("details", {}, el("summary", {}, called(one.field)), one.made) : one.made,
    );
    const read = () => {
      const chosen = choice?.read();
      if (chosen !== undefined) return chosen;
      const all = inner.map((one) => [one.field.name, one.read()]).filter(([, value]) => value !== undefined);
      return all.length ? Object.fromEntries(all) : undefined;
    };
    return {
      made: el("fieldset", { class: "group" }, name && el("legend", {}, name), choice ? choice.made : "", fields),
      read,
    };
  }

  // The inputs of one value.
  #asks(node, name) {
    const own = called(node);
    const label = (words) => ({ "aria-label": words || say("item"), title: node.about?.[language()] || null });
    if (node.sort === "choice" || node.sort === "bool") {
      const made = el(
        "select",
        label(own),
        el("option", { value: "" }, say("empty")),
        optionsOf(node).map((option) => el("option", { value: option }, named(node, option))),
      );
      return { made: el("div", { class: "field" }, name, made), read: () => made.value || undefined };
    }
    if (node.sort === "date" || node.sort === "time") {
      const made = el("input", { type: node.sort, ...label(own) });
      return { made: el("div", { class: "field" }, name, made), read: () => made.value || undefined };
    }
    const several = node.sort === "text" || node.sort === "long";
    const areas = (several ? ["ko", "en"] : [""]).map((lang) => [
      lang,
      el("textarea", {
        rows: 1,
        ...label(lang ? `${own || say("item")} (${lang})` : own),
        spellcheck: false,
        inputMode: node.sort === "number" ? "decimal" : "text",
      }),
    ]);
    const made = el(
      "div",
      { class: "field" },
      name,
      areas.map(([lang, area]) =>
        el("div", { class: "language", lang: lang || null }, lang && el("span", { class: "tag" }, lang), area),
      ),
    );
    const read = () => {
      const words = areas.filter(([, area]) => area.value.trim()).map(([lang, area]) => [lang, area.value.trim()]);
      if (!words.length) return undefined;
      return several ? Object.fromEntries(words) : words[0][1];
    };
    return { made, read };
  }

  // What a field is called of which something is asked.
  #asked(node) {
    const own = called(node);
    return el(
      "div",
      { class: "label" },
      el("span", { class: "name", title: node.about?.[language()] || null }, own),
      own.toLowerCase() === node.name ? "" : el("code", {}, node.name),
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
    if (!node.written && this.#simple(node)) {
      const made = this.#new(node);
      made.dataset.at = this.#at(node);
      return made;
    }
    if (!node.written) {
      const empty = el("button", { class: "empty", onclick: () => this.#start(node, empty) }, say("addField"));
      return el("div", { class: "field", "data-at": this.#at(node) }, label, empty);
    }
    if (node.shape === "languages") return this.#languages(node, label);
    if (node.shape === "list") return this.#list(node, label, depth);
    if (node.shape === "group") {
      const inner = node.fields.filter((field) => field.written || field.required);
      const rest = node.fields.filter((field) => !inner.includes(field));
      return el(
        "fieldset",
        { class: `group depth${depth}`, "data-at": this.#at(node) },
        label && el("legend", {}, label),
        inner.map((field) => this.#field(field, depth + 1)),
        rest.length ? this.#rest(rest, node.steps) : "",
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
    const common = { id, "data-key": this.#key(steps), "aria-label": name };
    if (node.sort === "choice" || node.sort === "bool") {
      const options = optionsOf(node);
      const all = options.includes(value) ? options : [value, ...options];
      const made = el(
        "select",
        common,
        all.map((option) => el("option", { value: option, selected: option === value }, named(node, option))),
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
    const clock = this.#clock(node, steps, value, common);
    if (clock) return clock;
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
    return made;
  }

  // A day or a time of day, where what is written is one: written when it is whole.
  #clock(node, steps, value, common) {
    if (node.sort !== "date" && node.sort !== "time") return null;
    const made = el("input", { ...common, type: node.sort });
    if (node.sort === "date") Object.assign(made, { min: "1900-01-01", max: "2200-12-31" });
    made.value = value;
    if (made.value !== value) return null;
    let before = value;
    made.renew = (now) => {
      if (now !== undefined && now !== before) made.value = before = now;
    };
    made.onchange = async () => {
      if (!made.value || !made.validity.valid) return;
      const chosen = made.value;
      if (await this.#write(node, steps, before, chosen)) before = chosen;
      else made.value = before;
    };
    return made;
  }

  // The place of a field, as findings name theirs.
  #at(node, steps = node.steps) {
    return `${node.path ?? this.data.path} ${JSON.stringify(steps)}`;
  }

  // Where a field is written: in the file of what is shown, or in the programme of the seminar; and of what it is.
  #where(node) {
    return { path: node.path ?? this.data.path, slide: this.data.slide, mark: this.data.mark };
  }

  #write(node, steps, before, text) {
    return this.write({ ...this.#where(node), steps, before, text });
  }
}
