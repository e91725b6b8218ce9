// Elements without markup: what authors write is never read as HTML.

import { say } from "./words.js";

export function el(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "style") Object.assign(made.style, value);
    else if (key in made && !key.startsWith("aria") && key !== "list") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false && child !== 0));
  return made;
}

// Words in which names stand between backticks.
export const marked = (words) => words.split("`").map((part, n) => (n % 2 ? el("code", {}, part) : part));

const PATHS = {
  plus: "M12 5v14M5 12h14",
  sun: "M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
  moon: "M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5Z",
  close: "M6 6l12 12M18 6 6 18",
  check: "M5 12.5 10 17.5 19 7",
  warn: "M12 8v5M12 16.5v.01M12 3.5 21.5 20h-19Z",
  down: "M12 4v11M7 11l5 5 5-5M5 20h14",
  link: "M9 15l6-6M8 12l-2 2a3.5 3.5 0 0 0 5 5l2-2M16 12l2-2a3.5 3.5 0 0 0-5-5l-2 2",
  up: "M12 19V6M6.5 11.5 12 6l5.5 5.5",
  lower: "M12 5v13M6.5 12.5 12 18l5.5-5.5",
  undo: "M9 7 5 11l4 4M5 11h9a5 5 0 0 1 0 10h-2",
  out: "M6 7h12M10 7V5h4v2M8 7l1 12h6l1-12",
  back: "M11 6l-6 6 6 6M5 12h14",
  gear: "M10.0 5.7L10.5 3.1L13.5 3.1L14.0 5.7L15.1 6.2L17.2 4.7L19.3 6.8L17.8 8.9L18.3 10.0L20.9 10.5L20.9 13.5L18.3 14.0L17.8 15.1L19.3 17.2L17.2 19.3L15.1 17.8L14.0 18.3L13.5 20.9L10.5 20.9L10.0 18.3L8.9 17.8L6.8 19.3L4.7 17.2L6.2 15.1L5.7 14.0L3.1 13.5L3.1 10.5L5.7 10.0L6.2 8.9L4.7 6.8L6.8 4.7L8.9 6.2ZM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z",
  keys: "M4 7h16v10H4ZM8 14h8M8 10.5h.01M12 10.5h.01M16 10.5h.01",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

// A dialog that is gone when it is closed; `choices` are its buttons, each with what it stands for.
export function dialog(title, body, choices = [], kind = "") {
  return new Promise((chosen) => {
    const shown = el(
      "dialog",
      { class: `dialog ${kind}`, "aria-label": title },
      el(
        "header",
        {},
        el("h2", {}, title),
        el("button", { class: "quiet", "aria-label": say("close"), onclick: () => shown.close() }, icon("close")),
      ),
      el("div", { class: "body" }, body),
      choices.length
        ? el(
            "footer",
            {},
            choices.map(([value, label, main]) =>
              el("button", { class: main ? "main" : "", onclick: () => shown.close(value) }, label),
            ),
          )
        : null,
    );
    // as a listener: what a handler of its own gives back, `false`, would stop links
    shown.addEventListener("click", (event) => event.target === shown && shown.close());
    shown.onclose = () => {
      shown.remove();
      chosen(shown.returnValue);
    };
    document.body.append(shown);
    shown.showModal();
  });
}
