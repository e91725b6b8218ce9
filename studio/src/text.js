// The source of a slide in its file: CodeMirror, with what is wrong at its place, and what may be written.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorSelection, EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, drawSelection, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { el } from "./elements.js";

const theirs = Annotation.define();

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--quiet)" },
  { tag: [tags.string, tags.content], color: "var(--text)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--faint)" },
  { tag: tags.comment, color: "var(--faint)", fontStyle: "italic" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--calm)" },
]);

// The lines of the slide at hand stand out: all others of the file are quieter.
const setLines = StateEffect.define();
const quiet = Decoration.line({ class: "elsewhere" });
const lines = StateField.define({
  create: () => ({ from: 0, to: Infinity }),
  update(value, transaction) {
    let { from, to } = value;
    if (transaction.docChanged) {
      from = transaction.changes.mapPos(Math.min(from, transaction.startState.doc.length), -1);
      to = to === Infinity ? to : transaction.changes.mapPos(Math.min(to, transaction.startState.doc.length), 1);
    }
    for (const effect of transaction.effects) if (effect.is(setLines)) return effect.value;
    return from === value.from && to === value.to ? value : { from, to };
  },
});
const quieter = EditorView.decorations.compute(["doc", lines], (state) => {
  const { from, to } = state.field(lines);
  const made = new RangeSetBuilder();
  for (let n = 1; n <= state.doc.lines; n++) {
    const line = state.doc.line(n);
    if (line.from < from || line.from >= to) made.add(line.from, line.from, quiet);
  }
  return made.finish();
});

// A line that is too long goes on beneath its own words, not beneath its margin.
const hanging = EditorView.decorations.compute(["doc"], (state) => {
  const made = new RangeSetBuilder();
  for (let n = 1; n <= state.doc.lines; n++) {
    const line = state.doc.line(n);
    const margin = Math.min(12, /^ *(- )?/.exec(line.text)[0].length + 2);
    made.add(line.from, line.from, hung(margin));
  }
  return made.finish();
});
const kinds = [];
const hung = (margin) =>
  (kinds[margin] ??= Decoration.line({
    attributes: { style: `padding-left: calc(6px + ${margin}ch); text-indent: -${margin}ch` },
  }));

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.7", padding: "12px 0" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint)", border: "none" },
  ".cm-line": { wordBreak: "keep-all" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 2px 0 12px", fontSize: "11px" },
  ".cm-gutter-lint": { width: "1.2em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 1px" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--chosen)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--panel)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-tooltip .said": { maxWidth: "42ch", padding: "8px 12px", whiteSpace: "pre-wrap", fontFamily: "var(--sans)" },
  ".cm-diagnostic": { padding: "8px 12px", fontFamily: "var(--sans)", whiteSpace: "pre-wrap" },
  ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--text)" },
});

const SIGNS = { field: "property", kind: "class", value: "enum", slide: "variable", icon: "constant", file: "text" };

export class Source {
  constructor(place, { ask, offers, typed, composed, moved, label }) {
    this.ask = ask;
    this.offers = offers;
    this.typed = typed;
    this.moved = moved;
    this.path = null;
    this.view = new EditorView({ parent: place });
    this.label = label;
    this.composed = composed;
    this.#reset("");
  }

  #reset(text) {
    const extensions = [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      search({ top: true }),
      highlightSelectionMatches(),
      indentUnit.of("  "),
      EditorState.tabSize.of(2),
      EditorView.lineWrapping,
      closeBrackets(),
      yaml(),
      syntaxHighlighting(colours),
      look,
      lines,
      quieter,
      hanging,
      // the picture comes first
      autocompletion({
        override: [(context) => this.#complete(context)],
        icons: false,
        activateOnTypingDelay: 200,
      }),
      hoverTooltip((view, at) => this.#hover(at)),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...lintKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        // a tab goes on to the next pane, as everywhere else on the page: lines are indented with Mod-]
      ]),
      EditorView.contentAttributes.of({ "aria-label": this.label() }),
      EditorView.domEventHandlers({
        compositionstart: () => this.composed(true),
        // the last letters of a composition come after its end
        compositionend: () => setTimeout(() => this.composed(this.view.composing)),
      }),
      EditorView.updateListener.of((update) => {
        const mine = update.transactions.filter((t) => t.docChanged && !t.annotation(theirs));
        for (const transaction of mine) this.typed(transaction.changes);
        if (update.selectionSet && update.view.hasFocus && !mine.length) this.moved(update.state.selection.main.head);
      }),
    ];
    this.view.setState(EditorState.create({ doc: text, extensions }));
  }

  // Shows another file, or the same one as it is now.
  show(path, text) {
    this.path = path;
    this.#reset(text);
  }

  get text() {
    return this.view.state.doc.toString();
  }

  // What others wrote: the cursor stays in its words.
  apply(splices) {
    const changes = splices.map(([from, to, insert]) => ({ from, to, insert }));
    this.view.dispatch({ changes, annotations: theirs.of(true) });
  }

  // The lines of the slide at hand.
  mark(first, last) {
    const { doc } = this.view.state;
    const at = (line) => (line > doc.lines ? Infinity : doc.line(Math.max(1, line)).from);
    this.view.dispatch({ effects: setLines.of({ from: at(first), to: last ? at(last) : Infinity }) });
  }

  scroll(line) {
    const { doc } = this.view.state;
    const at = doc.line(Math.min(Math.max(1, line), doc.lines)).from;
    this.view.dispatch({ effects: EditorView.scrollIntoView(at, { y: "start", yMargin: 24 }) });
  }

  // Puts the cursor somewhere.
  put(from, to = from, focus = true) {
    const most = this.view.state.doc.length;
    const place = EditorSelection.range(Math.min(from, most), Math.min(to, most));
    this.view.dispatch({ selection: place, effects: EditorView.scrollIntoView(place, { y: "center" }) });
    if (focus) this.view.focus();
  }

  tell(findings, mend) {
    const most = this.view.state.doc.length;
    const shown = findings
      .filter((finding) => finding.from !== undefined)
      .map((finding) => ({
        from: Math.min(finding.from, most),
        to: Math.min(Math.max(finding.to, finding.from), most),
        severity: finding.severity,
        message: finding.hint ? `${finding.message}\n${finding.hint}` : finding.message,
        actions: (finding.ways ?? []).map((name, way) => ({ name, apply: () => mend(finding, way) })),
      }));
    this.view.dispatch(setDiagnostics(this.view.state, shown));
  }

  async #complete(context) {
    const typed = context.matchBefore(/[\p{L}\p{N}_./-]+/u);
    if (
      !typed &&
      !context.explicit &&
      !/[[{,:]\s?$|^\s*(- )?$/.test(
        context.state.doc.lineAt(context.pos).text.slice(0, context.pos - context.state.doc.lineAt(context.pos).from),
      )
    )
      return null;
    const answer = await this.offers(context.pos);
    if (!answer?.yes?.offers.length || context.aborted) return null;
    const behind = context.state.sliceDoc(answer.yes.to, answer.yes.to + 1);
    const options = answer.yes.offers.map((offer) => ({
      label: offer.text,
      detail: offer.about.length > 48 ? `${offer.about.slice(0, 47)}…` : offer.about,
      type: SIGNS[offer.sign],
      boost: offer.needed ? 10 : 0,
      apply: offer.sign === "field" && behind !== ":" ? `${offer.text}: ` : offer.text,
    }));
    return { from: answer.yes.from, to: answer.yes.to, options, validFor: /^[\p{L}\p{N}_./-]*$/u };
  }

  async #hover(at) {
    const answer = await this.ask("hover", { path: this.path, at });
    if (!answer.yes?.said) return null;
    return { pos: at, create: () => ({ dom: el("div", { class: "said" }, answer.yes.said.replaceAll("`", "")) }) };
  }
}
