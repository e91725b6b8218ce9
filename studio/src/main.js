// The studio's page: it puts its panes together, keeps the place by the slide's id, and hears what the studio tells.

import { ChangeSet, Text } from "@codemirror/state";
import { Document } from "./document.js";
import { dialog, el, icon, marked } from "./elements.js";
import { Form } from "./form.js";
import { Link } from "./link.js";
import { Picture } from "./picture.js";
import { placeAfter } from "./place.js";
import { Programme } from "./programme.js";
import { Source } from "./text.js";
import { LANGUAGES, language, say, speak } from "./words.js";

// `about` is what the form is of in place of the slide at hand: the seminar ({}), or a part of it ({ part }).
const state = { seminar: null, seminars: [], findings: [], current: null, about: null, tab: "form", unsent: 0 };
const root = document.documentElement;
let file = null; // the document that the source shows
let opening = null;

// what may be kept between visits

const kept = (name) => {
  try {
    return localStorage.getItem(`deckgen.${name}`);
  } catch {
    return null;
  }
};
const keep = (name, value) => {
  try {
    localStorage.setItem(`deckgen.${name}`, value);
  } catch {
    /* a page that may keep nothing */
  }
};
speak(language());
root.dataset.scheme = kept("scheme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

// the panes

const bar = el("header", { class: "bar" });
const parts = el("div", { class: "parts" });
const addButton = el("button", { onclick: () => addSlide() });
const programmePane = el("nav", { class: "programme", tabIndex: -1 }, parts, el("div", { class: "foot" }, addButton));
const notice = el("div", { class: "notice", role: "status", hidden: true });
const room = el("div", { class: "room" });
const about = el("div", { class: "about" });
const start = el("section", { class: "start" });
const stage = el("main", { class: "stage", tabIndex: -1 }, notice, start, room, about);
const tabs = el("div", { class: "tabs", role: "tablist" });
const panes = {
  form: el("div", { class: "pane form", id: "pane-form", role: "tabpanel" }),
  source: el("div", { class: "pane source", id: "pane-source", role: "tabpanel" }),
  notes: el("div", { class: "pane form notes", id: "pane-notes", role: "tabpanel" }),
};
const side = el("aside", { class: "side" }, tabs, panes.form, panes.source, panes.notes);
document.body.append(bar, programmePane, stage, side);

const link = new Link({ told: hear, opened: begin, closed: () => drawBar(true) });
const ask = (what, values) => link.ask(what, values);
const picture = new Picture(room, { ask, goTo, write });
const programme = new Programme(parts, {
  choose,
  move,
  address: (...of) => picture.address(...of),
  settings: (part) => showSettings({ part }),
});
const source = new Source(panes.source, {
  ask,
  offers: (at) => file && ask("complete", { path: file.path, at, ...file.unsent }),
  typed: (changes) => file?.typed(changes),
  composed: (yes) => file?.compose(yes),
  moved: follow,
  label: () => say("text"),
});
const form = new Form(panes.form, { write, toSource, act, mend, ask });
const texts = new Form(panes.notes, { write, toSource, act, mend, ask });

// the connection

async function begin() {
  await ask("begin", { language: language(), seminar: kept("seminar") ?? "" });
  if (file) {
    const answer = await ask("file", { path: file.path });
    if (answer.yes) file.renewed(answer.yes);
  }
  drawBar();
}

function hear(told) {
  if (told.file) return hearFile(told);
  if (told.building) return progress(told.building);
  if (told.mistake) return toast(`${say("mistake")}: ${told.mistake}`);
  if (told.seminars) state.seminars = told.seminars;
  const before = state.seminar;
  if (told.change) takeSeminar(told.change);
  if (told.drawn) picture.take(state.seminar.seminar, told.drawn);
  if (told.findings) state.findings = told.findings;
  if (!state.seminar) return draw();
  if (told.change || told.findings) {
    keepPlace(before);
    draw();
  }
  if (told.findings) {
    tellFindings();
    form.tell(state.findings);
    texts.tell(state.findings);
  }
}

function hearFile(told) {
  if (file?.path === told.file) file.told(told);
}

function takeSeminar(change) {
  if (change.seminar && change.seminar !== state.seminar?.seminar) state.about = null;
  if (change.seminar && change.slides && change.parts && state.seminar?.seminar !== change.seminar) {
    state.seminar = change;
    return;
  }
  if (change.page && change.slides && change.parts) {
    state.seminar = change;
    return;
  }
  const slides = { ...state.seminar.slides, ...change.slides };
  for (const id of change.gone ?? []) delete slides[id];
  state.seminar = { ...state.seminar, ...change, slides };
}

const order = (seminar) => seminar.parts.flatMap((part) => part.slides);

function keepPlace(before) {
  const now = order(state.seminar);
  const old = before?.seminar === state.seminar.seminar ? order(before) : [];
  const last = kept(`slide.${state.seminar.seminar}`);
  const current = state.current ?? last;
  state.current = placeAfter(old.length || now.includes(current) ? current : last, old, now);
}

// drawing

function draw() {
  drawBar();
  const { seminar } = state;
  document.body.classList.toggle("starting", !seminar);
  if (!seminar) return drawStart();
  start.replaceChildren();
  const found = new Map();
  for (const finding of state.findings) {
    if (finding.slide && found.get(finding.slide) !== "error") found.set(finding.slide, finding.severity);
  }
  programme.show(seminar, state.current, found);
  programme.tell(worstOf(), state.about);
  drawSlide();
}

// The file of the seminar at hand.
const seminarPath = () => `content/seminars/${state.seminar.seminar}.yaml`;

// What a finding of a seminar's file is about: the seminar ({}), a part of it ({ part }), or slides (null).
function aboutOf({ steps = [] }) {
  if (steps[0] !== "programme") return {};
  return steps.length > 2 && steps[2] !== "slides" ? { part: steps[1] } : null;
}

// The severity of the worst finding about the seminar itself (by "") and about each of its parts (by its number).
function worstOf() {
  const worst = new Map();
  for (const finding of state.findings) {
    const about = finding.path === seminarPath() && aboutOf(finding);
    const key = about ? (about.part ?? "") : null;
    if (key !== null && worst.get(key) !== "error") worst.set(key, finding.severity);
  }
  return worst;
}

// Where there is no seminar yet: the first one is made right here.
function drawStart() {
  if (start.dataset.language === language() && start.childElementCount) return;
  start.dataset.language = language();
  const { body, read } = seminarFields("seminar");
  const send = (event) => {
    event.preventDefault();
    makeSeminar(read());
  };
  start.replaceChildren(
    el("h2", {}, say("firstSeminar")),
    el("p", {}, say("firstAbout")),
    el("form", { onsubmit: send }, body, el("button", { class: "main", type: "submit" }, say("create"))),
  );
  start.querySelector("input").focus();
}

function drawSlide() {
  const { seminar, current } = state;
  const slide = seminar.slides[current];
  if (!slide) return;
  notice.hidden = seminar.current;
  notice.replaceChildren(icon("warn"), say("last"));
  stage.classList.toggle(
    "old",
    !seminar.current && state.findings.some((f) => f.severity === "error" && (f.slide === current || !f.slide)),
  );
  const others = slide.uses.filter((name) => name !== seminar.seminar);
  const title = (name) => state.seminars.find((one) => one.name === name)?.title ?? name;
  about.replaceChildren(
    el("b", { title: slide.kind }, (language() === "ko" && slide.ko) || slide.kind),
    el("code", {}, current),
    el("span", {}, `${+slide.minutes.toFixed(2)} ${say("minutes")}`),
    others.length
      ? el("span", { title: others.map(title).join("\n") }, icon("link"), " ", say("also", { n: others.length }))
      : "",
    el("span", { class: "space" }),
    slide.named ? el("button", { class: "quiet", onclick: () => addSlide() }, icon("plus"), " ", say("addHere")) : "",
    slide.named
      ? el(
          "button",
          { class: "quiet", onclick: () => act("leave-out", { seminar: seminar.seminar, slide: current }) },
          icon("out"),
          " ",
          say("leaveOut"),
        )
      : "",
  );
  picture.show(seminar.seminar, current, slide, seminar.page);
  showForm();
  showSource(slide);
}

// What the form is of. A slide that opens a part is made of that.
function subject() {
  const { seminar, current, about } = state;
  if (about) return { seminar: seminar.seminar, ...about };
  const slide = seminar.slides[current];
  if (slide.kind === "section" && !slide.named)
    return { seminar: seminar.seminar, part: seminar.parts.findIndex((part) => part.slides.includes(current)) };
  return { seminar: seminar.seminar, slide: current };
}

// A part's form, wherever it stands by now; undefined where there is none with this mark any more.
async function partOf(mark) {
  for (const part of state.seminar.parts.keys()) {
    const { yes } = await ask("form", { seminar: state.seminar.seminar, part });
    if (yes?.mark === mark) return yes;
  }
  return undefined;
}

const formFor = { key: null, mark: null };
async function showForm() {
  if (state.tab === "source") return;
  const of = subject();
  const key = JSON.stringify([of, state.current]);
  const same = formFor.key === key;
  const answer = of.slide && !state.seminar.slides[of.slide].path ? {} : await ask("form", of);
  if (key !== JSON.stringify([subject(), state.current]) || answer.no === "closed") return;
  if (!answer.yes) {
    // fields of another slide are not left there; those of this one are, until they can be read again
    if (same) return;
    const named = of.slide ? state.seminar.slides[of.slide].named : true;
    hollow(of.slide ? say(named ? "unread" : "made") : answer.message);
    return;
  }
  let told = answer.yes;
  if (same && told.mark !== formFor.mark && state.about) {
    // others have moved parts: this one is followed
    const moved = await partOf(formFor.mark);
    if (moved && state.about?.part === of.part) {
      told = moved;
      state.about.part = moved.part;
      programme.tell(worstOf(), state.about);
    }
  }
  if (!same) panes.form.scrollTop = panes.notes.scrollTop = 0;
  formFor.key = JSON.stringify([subject(), state.current]);
  formFor.mark = told.mark;
  if (state.tab === "form") return form.show(told, "form", of.slide ? null : headOf(told));
  if (of.slide) texts.show(told, "notes");
  else texts.clear(el("p", { class: "hollow" }, say("made")));
}

// In place of a form: why there is none.
function hollow(words) {
  form.clear(state.about ? headOf(state.about) : "", el("p", { class: "hollow" }, words));
  texts.clear(el("p", { class: "hollow" }, words));
  formFor.key = formFor.mark = null;
}

// What stands above the form of the seminar or of a part, with the way back to the slide.
function headOf({ part }) {
  const { seminar } = state;
  const title = part === undefined ? seminar.title : seminar.parts[part]?.title;
  return el(
    "header",
    { class: "head" },
    el("p", {}, say(part === undefined ? "seminarSettings" : "partSettings")),
    el("h2", {}, title ?? ""),
    state.about ? el("button", { class: "quiet", onclick: () => toSlide(true) }, icon("back"), " ", say("toSlide")) : "",
  );
}

async function showSource(slide, path = slide.path) {
  if (state.about) return showSourceOf(state.about);
  if (path && (!file || file.path !== path)) await openFile(path);
  if (!file || file.path !== slide.path) return;
  const next = Math.min(
    ...source.text.split("\n").flatMap((line, n) => (n + 1 > slide.line && /^\s*- id:/.test(line) ? [n + 1] : [])),
    Infinity,
  );
  source.mark(slide.line, next === Infinity ? null : next);
  if (shownFor !== `${slide.path} ${state.current}`) {
    shownFor = `${slide.path} ${state.current}`;
    if (!source.view.hasFocus) source.scroll(slide.line);
  }
}
let shownFor = "";

// The source of the seminar, or of a part of it.
async function showSourceOf({ part }) {
  const path = seminarPath();
  if (!file || file.path !== path) await openFile(path);
  if (file?.path !== path || shownFor === `${path} about ${part}`) return;
  shownFor = `${path} about ${part}`;
  const { yes } = await ask("form", { seminar: state.seminar.seminar, part });
  source.mark(1, null);
  if (!source.view.hasFocus) source.scroll(yes?.line ?? 1);
}

async function openFile(path) {
  if (opening === path) return;
  opening = path;
  const answer = await ask("file", { path });
  if (opening !== path) return;
  opening = null;
  if (!answer.yes) return;
  const made = new Document({
    ...answer.yes,
    ask,
    apply: (splices) => file === made && source.apply(splices),
    choose: chooseText,
    saved: (yes) => saved(yes),
  });
  file = made;
  source.show(path, answer.yes.text);
  shownFor = "";
  tellFindings();
}

// The ways to mend a finding, asked for once.
async function waysOf(finding) {
  finding.asked ??= ask("fixes", { finding: finding.n, code: finding.code });
  finding.ways = (await finding.asked).yes?.fixes ?? [];
  return finding.ways;
}

const fix = (finding, way) => act("fix", { finding: finding.n, code: finding.code, way });

// A place for buttons that mend a finding; they come by and by.
function mend(finding, done = () => {}) {
  const place = el("div", { class: "ways" });
  waysOf(finding).then((ways) => {
    if (!state.findings.includes(finding)) return;
    const press = async (way) => (await fix(finding, way)) && done();
    place.append(...ways.map((name, way) => el("button", { onclick: () => press(way) }, name)));
  });
  return place;
}

// Findings at their places in the source; when nobody has typed for a moment, with the ways to mend them.
let mending;
function tellFindings() {
  clearTimeout(mending);
  if (!file) return;
  const here = state.findings.filter((finding) => finding.path === file.path);
  source.tell(here, fix);
  const asked = here.filter((finding) => finding.ways === undefined).slice(0, 5);
  if (!asked.length || state.tab !== "source") return;
  mending = setTimeout(async () => {
    for (const finding of asked) await waysOf(finding);
    if (asked.every((finding) => state.findings.includes(finding)) && asked[0].path === file.path) source.tell(here, fix);
  }, 600);
}

let shownBar = "";
function drawBar(offline = !link.open) {
  const worst = state.findings.some((f) => f.severity === "error") ? "error" : state.findings.length ? "warning" : "";
  const shows = JSON.stringify([
    ...[language(), root.dataset.scheme, offline, worst, state.findings.length, state.tab, state.seminars],
    ...[state.seminar?.seminar, state.seminar?.title, Boolean(state.about), state.about?.part],
    state.seminar && worstOf().get(""),
  ]);
  if (shows === shownBar) return;
  document.body.dataset.tab = state.tab;
  shownBar = shows;
  const focused = [...bar.querySelectorAll("button, select")].indexOf(document.activeElement);
  const tab = tabs.contains(document.activeElement);
  const choice =
    state.seminars.length > 1
      ? el(
          "select",
          { "aria-label": say("seminar"), onchange: (event) => otherSeminar(event.target.value) },
          state.seminars.map((one) =>
            el("option", { value: one.name, selected: one.name === state.seminar?.seminar }, one.title),
          ),
        )
      : el("h1", {}, state.seminar?.title ?? "deckgen");
  bar.replaceChildren(
    el("img", { class: "mark", src: "icon.svg", alt: "" }),
    choice,
    state.seminar
      ? el(
          "button",
          {
            class: "quiet settings",
            "aria-label": say("seminarSettings"),
            "aria-pressed": String(Boolean(state.about) && state.about.part === undefined),
            title: say("settingsKey"),
            onclick: () => showSettings({}),
          },
          icon("gear"),
          el("span", { class: `dot ${worstOf().get("") ?? ""}` }),
        )
      : "",
    state.seminar
      ? el(
          "button",
          {
            class: "quiet",
            "aria-label": say("newSeminar"),
            title: say("newSeminar"),
            onclick: newSeminar,
          },
          icon("plus"),
        )
      : "",
    el("span", { class: "space" }),
    el(
      "span",
      { class: "saved", role: "status" },
      offline ? say("offline") : state.unsent ? say("saving") : say("saved"),
    ),
    el(
      "button",
      { class: `found ${worst}`, title: worst ? say("findings") : say("none"), onclick: () => showFindings() },
      icon(worst ? "warn" : "check"),
      worst ? `${say("findings")} ${state.findings.length}` : say("none"),
    ),
    el("button", { class: "quiet undo", "aria-label": say("undo"), title: say("undo"), onclick: undo }, icon("undo")),
    el("button", { class: "quiet", "aria-label": say("help"), title: say("help"), onclick: showKeys }, icon("keys")),
    el(
      "button",
      {
        class: "quiet",
        "aria-label": root.dataset.scheme === "dark" ? say("light") : say("dark"),
        onclick: otherScheme,
      },
      icon(root.dataset.scheme === "dark" ? "sun" : "moon"),
    ),
    el("button", { class: "quiet", onclick: otherLanguage, lang: language() === "ko" ? "en" : "ko" }, say("language")),
    el("button", { class: "main", disabled: offline || !state.seminar, onclick: build }, say("build")),
  );
  addButton.replaceChildren(icon("plus"), " ", say("add"));
  programmePane.setAttribute("aria-label", say("programme"));
  tabs.replaceChildren(
    ...["form", "source", "notes"].map((name) =>
      el(
        "button",
        {
          role: "tab",
          id: `tab-${name}`,
          "aria-selected": String(state.tab === name),
          "aria-controls": `pane-${name}`,
          tabIndex: state.tab === name ? 0 : -1,
          hidden: name === "notes" && Boolean(state.about), // those are a slide's
          onclick: () => showTab(name),
          onkeydown: tabKey,
        },
        say(name === "source" ? "text" : name),
      ),
    ),
  );
  for (const [name, pane] of Object.entries(panes)) {
    pane.hidden = name !== state.tab;
    pane.setAttribute("aria-labelledby", `tab-${name}`);
  }
  if (focused >= 0) bar.querySelectorAll("button, select")[focused]?.focus();
  if (tab) document.getElementById(`tab-${state.tab}`).focus();
}

function saved(yes) {
  state.unsent = yes ? 0 : 1;
  const status = bar.querySelector(".saved");
  if (status) status.textContent = link.open ? say(yes ? "saved" : "saving") : say("offline");
}

// what people do

function choose(id, focus = false) {
  if (state.about) leaveSettings();
  state.current = id;
  keep(`slide.${state.seminar.seminar}`, id);
  programme.mark(id, focus);
  drawSlide();
}

// The form of the seminar, or of a part of it, in place of that of the slide; and whether it is there.
async function showSettings(about, focus = true) {
  state.about = about;
  state.tab = "form";
  drawBar();
  programme.tell(worstOf(), about);
  await showForm();
  if (focus && state.about === about) form.begin();
  return state.about === about && form.data?.path === seminarPath();
}

function leaveSettings() {
  state.about = null;
  shownFor = "";
  drawBar();
  programme.tell(worstOf(), null);
}

// Back to the form of the slide.
function toSlide(focus = false) {
  leaveSettings();
  drawSlide();
  if (focus) programme.mark(state.current, true);
}

function showTab(name, focus = false) {
  state.tab = name;
  drawBar();
  if (name !== "source") showForm();
  else source.view.requestMeasure();
  if (name === "source" && state.about) showSourceOf(state.about);
  if (focus) {
    if (name === "source") source.view.focus();
    else setTimeout(() => panes[name].querySelector("textarea, select, input, button")?.focus(), 60);
  }
}

function tabKey(event) {
  const names = state.about ? ["form", "source"] : ["form", "source", "notes"];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const name = names[(names.indexOf(state.tab) + step + names.length) % names.length];
  showTab(name);
  document.getElementById(`tab-${name}`).focus();
}

// A text in the picture was clicked: the cursor goes there, into its field or into the source.
async function goTo(place) {
  if (state.about) toSlide();
  if (state.tab === "form") {
    const { yes } = await ask("value", { path: place.path, at: place.from });
    if (yes && form.put(yes.path, yes.steps)) return;
  }
  if (!file || file.path !== place.path) await openFile(place.path);
  showTab("source");
  source.put(place.from, place.to);
}

// A field that no form can begin: its name is written in its place, and the cursor stands behind it.
async function toSource({ path, at, words }) {
  if (!file || file.path !== path) await openFile(path);
  showTab("source");
  source.view.dispatch({
    changes: { from: at, insert: words },
    selection: { anchor: at + words.length },
    scrollIntoView: true,
  });
  source.view.focus();
}

// The cursor went to another slide of the file: its picture is shown.
function follow(at) {
  if (state.about) return;
  const line = source.view.state.doc.lineAt(at).number;
  const here = Object.entries(state.seminar?.slides ?? {})
    .filter(([, slide]) => slide.path === file?.path && slide.line <= line + 1)
    .sort(([, a], [, b]) => b.line - a.line)[0];
  if (here && here[0] !== state.current) {
    shownFor = `${file.path} ${here[0]}`;
    choose(here[0]);
  }
}

async function write(values) {
  saved(false);
  const answer = await ask("set", values);
  saved(true);
  if (answer.yes) return true;
  if (answer.no === "changed") return chooseValue(values);
  toast(`${say("impossible")}: ${answer.message ?? answer.no}`);
  return false;
}

// Something that is done by a button; what it comes to is told.
async function act(what, values) {
  const answer = await ask(what, values);
  const why = answer.no === "changed" ? say("conflict") : answer.message ?? answer.no;
  if (!answer.yes) toast(`${say("impossible")}: ${why}`);
  return answer.yes;
}

function move(id, before, part) {
  return act("move", { seminar: state.seminar.seminar, slide: id, before, part });
}

function undo() {
  return act("undo");
}

// What is asked of a new seminar: the fields, and what is written in them.
function seminarFields(called = "") {
  const field = (label, made) => el("label", { class: "field" }, el("span", { class: "name" }, label), made);
  const title = el("input", { class: "search", required: true, autofocus: true, placeholder: say("titleExample") });
  const name = el("input", { class: "search", value: called, pattern: "[a-z0-9][a-z0-9\\-]*" });
  const minutes = el("input", { class: "search", type: "number", min: 1, max: 240, value: 20 });
  const spoken = el(
    "select",
    { class: "search" },
    Object.entries(LANGUAGES).map(([value, label]) => el("option", { value, selected: value === language() }, label)),
  );
  const body = el(
    "div",
    { class: "fields" },
    field(say("title"), title),
    el(
      "div",
      { class: "three" },
      field(say("length"), minutes),
      field(say("spoken"), spoken),
      field(say("fileName"), name),
    ),
  );
  const read = () => ({
    title: title.value.trim(),
    name: name.value.trim(),
    minutes: Number(minutes.value) || 20,
    spoken: spoken.value,
  });
  return { body, read };
}

async function makeSeminar(values) {
  if (!values.title) return;
  const made = await act("start", values);
  if (made) otherSeminar(made.seminar);
}

async function newSeminar() {
  const { body, read } = seminarFields();
  const chosen = await dialog(say("newSeminar"), body, [["make", say("create"), true]], "small");
  if (chosen === "make") makeSeminar(read());
}

async function addSlide() {
  const answer = await ask("kinds");
  if (!answer.yes) return;
  const { theme, seminar } = state.seminar;
  const search = el("input", {
    class: "search",
    type: "search",
    autofocus: true,
    placeholder: say("search"),
    "aria-label": say("search"),
  });
  const choice = (kind) =>
    el(
      "button",
      { onclick: (event) => event.target.closest("dialog").close(kind.name), "data-kind": kind.name },
      el("img", { loading: "lazy", alt: "", src: `kind/${encodeURIComponent(theme)}/${kind.name}` }),
      el(
        "b",
        {},
        language() === "ko" && kind.ko ? kind.ko : kind.name,
        language() === "ko" && kind.ko ? el("code", {}, kind.name) : "",
      ),
      el("span", {}, marked(kind.about[language()])),
    );
  const all = answer.yes.kinds.map((kind) => [
    `${kind.name} ${kind.ko ?? ""} ${Object.values(kind.about).join(" ")}`.toLowerCase(),
    choice(kind),
  ]);
  search.oninput = () =>
    all.forEach(([words, shown]) => (shown.hidden = !words.includes(search.value.trim().toLowerCase())));
  const chosen = await dialog(say("chooseKind"), [
    search,
    el(
      "div",
      { class: "kinds" },
      all.map(([, shown]) => shown),
    ),
  ]);
  if (!chosen) return;
  const made = await ask("add", { seminar, kind: chosen, after: state.current ?? "" });
  if (!made.yes) return toast(`${say("impossible")}: ${made.message ?? ""}`);
  wanted = made.yes.slide;
  goToWanted();
}
let wanted = null;
function goToWanted(tries = 40) {
  if (!wanted) return;
  if (state.seminar.slides[wanted]) {
    const id = wanted;
    wanted = null;
    showTab("form");
    return choose(id, true);
  }
  if (tries) setTimeout(() => goToWanted(tries - 1), 50);
}

function otherSeminar(name) {
  keep("seminar", name);
  state.current = kept(`slide.${name}`);
  return ask("begin", { language: language(), seminar: name });
}

function otherLanguage() {
  speak(language() === "ko" ? "en" : "ko");
  ask("begin", { language: language(), seminar: state.seminar?.seminar ?? "" });
  draw();
}

function otherScheme() {
  root.dataset.scheme = root.dataset.scheme === "dark" ? "light" : "dark";
  keep("scheme", root.dataset.scheme);
  drawBar();
}

async function showFindings() {
  if (document.querySelector("dialog")) return;
  const list = el("div", { class: "findings" });
  const none = !state.findings.length;
  const shown = dialog(say(none ? "none" : "findings"), list, [], none ? "small" : "");
  if (none) list.append(el("p", {}, say("noneAbout")));
  for (const finding of state.findings) {
    const where = el(
      "button",
      { class: "where", onclick: () => (list.closest("dialog").close(), goToFinding(finding)) },
      marked(finding.message),
    );
    list.append(
      el(
        "div",
        { class: `finding ${finding.severity}` },
        where,
        finding.hint ? el("p", {}, marked(finding.hint)) : null,
        mend(finding, () => list.closest("dialog")?.close()),
        el(
          "div",
          { class: "meta" },
          finding.path ? el("span", {}, `${finding.path}:${finding.line}`) : null,
          finding.slide ? el("span", {}, finding.slide) : null,
          el("code", {}, finding.code),
        ),
      ),
    );
  }
  return shown;
}

async function goToFinding(finding) {
  const own = state.seminars.find((one) => finding.path === `content/seminars/${one.name}.yaml`);
  const about = own && aboutOf(finding);
  if (about) {
    if (own.name !== state.seminar.seminar) await otherSeminar(own.name);
    if ((await showSettings(about, false)) && form.reach(finding)) return;
    leaveSettings();
  }
  if (finding.slide && state.seminar?.slides[finding.slide]) choose(finding.slide);
  if (!finding.path?.startsWith("content/")) return;
  if (!file || file.path !== finding.path) await openFile(finding.path);
  showTab("source");
  source.put(finding.from, finding.to);
  tellFindings();
}

function showKeys() {
  const list = el(
    "dl",
    { class: "keys" },
    say("keys").flatMap(([keys, words]) => [el("dt", {}, keys), el("dd", {}, words)]),
  );
  dialog(say("help"), list, [], "small");
}

// two at one place

function chooseText(base, mine, theirs) {
  const lines = (changes) => {
    const after = changes.apply(base);
    let from = after.length;
    let to = 0;
    changes.iterChangedRanges((_a, _b, start, end) => ((from = Math.min(from, start)), (to = Math.max(to, end))));
    return after.sliceString(after.lineAt(from).from, after.lineAt(to).to);
  };
  return chooseOf(lines(mine), lines(theirs), true);
}

async function chooseValue(values) {
  const told = await formOf(values);
  if (!told) {
    showForm();
    return false;
  }
  // where it stands by now
  const own = values.path === told.path && (values.slide || values.mark);
  const steps = own ? [...told.steps, ...values.steps.slice(told.steps.length)] : values.steps;
  const here = { ...values, steps, mark: told.mark };
  const now = valueAt(told, steps);
  if (now === values.text) return true;
  if (now === undefined || now === values.before)
    return ask("set", { ...here, before: now ?? values.before }).then((a) => !!a.yes);
  const choice = await chooseOf(values.text, now, false);
  if (choice === "mine") return !!(await ask("set", { ...here, before: now })).yes;
  showForm();
  return false;
}

// The form that a value is of.
async function formOf({ slide, mark }) {
  if (mark) return partOf(mark);
  const { seminar } = state.seminar;
  return (await ask("form", slide ? { slide, seminar } : subject())).yes;
}

function valueAt(data, steps) {
  const way = JSON.stringify(steps);
  const inside = (node) => {
    if (JSON.stringify(node.steps) === way) return node.value;
    for (const [name, value] of Object.entries(node.values ?? {}))
      if (JSON.stringify([...node.steps, name]) === way) return value;
    for (const inner of [...(node.items ?? []), ...(node.fields ?? [])]) {
      const found = inside(inner);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return data && inside({ steps: [], fields: [...data.here, ...data.fields, ...data.texts] });
}

async function chooseOf(mine, theirs, both) {
  const body = [
    el("p", {}, say("conflictAbout")),
    el(
      "div",
      { class: "both" },
      el("div", {}, el("b", {}, say("yours")), el("pre", {}, mine)),
      el("div", {}, el("b", {}, say("theirs")), el("pre", {}, theirs)),
    ),
  ];
  const choices = [
    ["theirs", say("keepTheirs")],
    ["mine", say("keepMine"), !both],
  ];
  if (both) choices.push(["both", say("keepBoth"), true]);
  return (await dialog(say("conflict"), body, choices)) || (both ? "both" : "theirs");
}

// building

let building = null;
async function build() {
  building = el("progress", { max: 1, value: 0, "aria-label": say("building") });
  const body = el("div", {}, building);
  const shown = dialog(say("building"), body, [], "small");
  const answer = await ask("build", { seminar: state.seminar.seminar });
  building = null;
  const came = answer.yes ?? { failed: true, outputs: [], findings: [{ message: answer.message ?? "" }] };
  const box = body.closest("dialog");
  if (!box) return shown;
  box.querySelector("h2").textContent = say(came.failed ? "failed" : "built");
  body.replaceChildren(
    came.failed
      ? el(
          "ul",
          {},
          came.findings.filter((f) => f.severity !== "warning").map((f) => el("li", {}, f.message)),
        )
      : downloads(came.outputs.filter((o) => o.name)),
  );
  return shown;
}

// What was built, by who it is for: each with what people call it.
function downloads(outputs) {
  const size = (bytes) => (bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`);
  const called = ({ name, label }) => {
    if (label) return label;
    if (name.endsWith("index.html")) return say("page_index");
    if (name.endsWith(".jpg")) return say("page_picture");
    if (name.endsWith(".html")) return say(name.startsWith("audience/") ? "page_audience" : "page_presenter");
    return name.split("/").pop();
  };
  const count = ({ unit, length }) => (unit && length ? say(`${unit}Count`, { n: length }) : "");
  const entry = (output) =>
    el(
      "a",
      {
        href: `output/${output.name.split("/").map(encodeURIComponent).join("/")}`,
        download: "",
        title: output.name,
      },
      el("code", { class: "ending" }, output.name.split(".").pop()),
      el("b", {}, called(output)),
      el("span", {}, [count(output), size(output.size)].filter(Boolean).join(" · ")),
      icon("down"),
    );
  const group = (title, of) => of.length && [el("h3", {}, title), el("div", { class: "outputs" }, of.map(entry))];
  const isPresenters = ({ name }) => name.startsWith("presenter/");
  return el(
    "div",
    {},
    group(say("forPresenter"), outputs.filter(isPresenters)),
    group(say("forAudience"), outputs.filter((output) => !isPresenters(output))),
  );
}

function progress([, done, total]) {
  if (!building) return;
  building.max = total || 1;
  building.value = done;
}

let told = null;
function toast(words) {
  told?.remove();
  told = el("div", { class: "toast", role: "alert" }, words);
  document.body.append(told);
  setTimeout(() => told?.remove(), 6000);
}

// keys

const typing = (target) => target.closest("textarea, input, select, .cm-editor, dialog");
addEventListener("keydown", (event) => {
  if (event.key === "F6") {
    event.preventDefault();
    const around = [programmePane, stage, side];
    const at = around.findIndex((pane) => pane.contains(document.activeElement));
    const next = around[(at + (event.shiftKey ? -1 : 1) + around.length) % around.length];
    if (next === programmePane) programme.mark(state.current, true);
    else (next === side ? tabs.querySelector('[tabindex="0"]') : (next.querySelector(".place") ?? next)).focus();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.code === "KeyZ" && !event.shiftKey && !typing(event.target)) {
    event.preventDefault();
    undo();
    return;
  }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.isComposing || !state.seminar) return;
  const does = {
    KeyN: () => addSlide(),
    KeyE: () => showTab("source", true),
    KeyF: () => showTab("form", true),
    KeyS: () => showSettings({}),
    ...(state.about ? { Escape: () => toSlide(true) } : {}),
    KeyP: () => showFindings(),
  };
  const act = event.key === "?" ? showKeys : event.altKey ? undefined : does[event.code];
  if (act) {
    event.preventDefault();
    act();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !programmePane.contains(event.target)) {
    event.preventDefault();
    parts.dispatchEvent(new KeyboardEvent("keydown", event));
  } else if (event.key === "Enter" && event.target.closest(".slide")) {
    picture.over.querySelector(".place")?.focus();
  }
});

// What the tests look at.
Object.defineProperty(window, "studio", {
  value: {
    parts: { Document, ChangeSet, Text },
    state,
    get clean() {
      return !file || file.clean;
    },
    source,
    reconnect: () => link.reconnect(),
  },
});
drawBar(true);
