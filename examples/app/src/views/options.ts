import type { App } from "../page/app.js";
import { button, h } from "../page/dom.js";
import { select, selectOf, textField, tick } from "../page/fields.js";
import type { NumberChoices } from "../state/numbers.js";
import type { Choices } from "../state/project.js";
import type { State } from "../state/state.js";
import { texts } from "../texts.js";

const { form: words } = texts;

/** What the form is drawn from. */
interface Form {
  readonly choices: Choices;
  readonly covariates: readonly string[];
  readonly set: <K extends keyof Choices>(name: K) => (value: Choices[K]) => void;
  /** What is wrong with a field. */
  readonly wrong: (name: keyof Choices) => string | null;
  readonly state: State;
  readonly app: App;
}

type Choice = readonly [string, string];
const named = (none: string, names: readonly string[]): Choice[] => [
  ["", none],
  ...names.map((name): Choice => [name, name]),
];

const level = ({ choices, set, wrong }: Form): HTMLElement =>
  textField({ id: "level", label: words.level, wrong: wrong("level") }, choices.level, set("level"), { numeric: true });

const prior = ({ choices, set, wrong }: Form, label: string, help?: string): HTMLElement =>
  textField({ id: "prior", label, help, wrong: wrong("prior") }, choices.prior, set("prior"), { numeric: true });

function filter({ choices, set, wrong, state }: Form): HTMLElement {
  const { text, wrong: faulty } = state.filterSays;
  const said = choices.filter.trim() === "" ? "" : text;
  return h(
    "div",
    { class: "wide", "data-key": "filter-box" },
    textField(
      {
        id: "filter",
        label: words.filter,
        help: words.filterHelp,
        wrong: wrong("filter") ?? (faulty && said !== "" ? said : null),
      },
      choices.filter,
      set("filter"),
    ),
    h("p", { class: "help", id: "filter-says" }, faulty ? "" : said),
  );
}

const by = ({ choices, set, covariates }: Form): HTMLElement =>
  select({ id: "by", label: words.by }, choices.by, named(words.noSubgroups, covariates), set("by"));

function oneTest(form: Form): (HTMLElement | null)[] {
  const { choices, set, wrong } = form;
  const own = choices.as === "";
  const { none, ...programs } = words.programs;
  return [
    own ? selectOf({ id: "model", label: words.model }, choices.model, words.models, set("model")) : null,
    own && choices.model === "reitsma"
      ? selectOf({ id: "method", label: words.method }, choices.method, words.methods, set("method"))
      : null,
    own && choices.model === "bayes"
      ? selectOf(
          { id: "priorDistribution", label: words.priorDistribution },
          choices.priorDistribution as keyof typeof words.priorDistributions,
          words.priorDistributions,
          set("priorDistribution"),
        )
      : null,
    own && choices.model !== "bayes"
      ? selectOf({ id: "interval", label: words.interval }, choices.interval, words.intervals, set("interval"))
      : null,
    level(form),
    prior(form, words.prior, words.priorHelp),
    by(form),
    h(
      "div",
      { class: "wide", "data-key": "moderators-box" },
      textField(
        { id: "moderators", label: words.moderators, help: words.moderatorsHelp, wrong: wrong("moderators") },
        choices.moderators,
        set("moderators"),
      ),
    ),
    filter(form),
    h(
      "details",
      {
        class: "wide",
        "data-key": "further",
        open:
          choices.as !== "" ||
          choices.prediction !== "estimated" ||
          choices.correctionWhen !== "single" ||
          choices.correction !== "0.5",
      },
      h("summary", {}, words.further),
      h(
        "div",
        { class: "fields" },
        select(
          { id: "as", label: words.as },
          choices.as,
          [["", none], ...(Object.entries(programs) as [Choices["as"], string][])],
          set("as"),
        ),
        own && choices.model !== "bayes"
          ? selectOf(
              { id: "prediction", label: words.prediction },
              choices.prediction,
              words.predictions,
              set("prediction"),
            )
          : null,
        own
          ? selectOf(
              { id: "correctionWhen", label: words.correctionWhen },
              choices.correctionWhen,
              words.corrections,
              set("correctionWhen"),
            )
          : null,
        own
          ? textField(
              { id: "correction", label: words.correction, wrong: wrong("correction") },
              choices.correction,
              set("correction"),
              { numeric: true },
            )
          : null,
      ),
    ),
    h("div", { class: "wide", "data-key": "refits-box" }, tick("refits", words.refits, choices.refits, set("refits"))),
  ];
}

function severalTests(form: Form): HTMLElement[] {
  const { choices, set, wrong, covariates, state } = form;
  const { header } = state.reading.grid;
  const column = header.indexOf(choices.test);
  const tests =
    column < 0
      ? []
      : [...new Set(state.reading.grid.rows.map((row) => row[column] ?? ""))].filter((name) => name !== "");
  return [
    select(
      { id: "test", label: words.test, wrong: wrong("test") },
      choices.test,
      named(words.choose, header),
      set("test"),
    ),
    select(
      { id: "reference", label: words.reference },
      choices.reference,
      named(words.firstTest, tests),
      set("reference"),
    ),
    select({ id: "study", label: words.study }, choices.study, named(words.ownStudy, covariates), set("study")),
    selectOf({ id: "structure", label: words.structure }, choices.structure, words.structures, set("structure")),
    selectOf({ id: "evidence", label: words.evidence }, choices.evidence, words.evidences, set("evidence")),
    selectOf(
      { id: "interval", label: words.interval },
      choices.interval === "t" ? "t" : "z",
      { z: words.intervals.z, t: words.intervals.t },
      set("interval"),
    ),
    prior(form, words.prevalence),
    level(form),
    filter(form),
  ];
}

function severalCutoffs(form: Form): HTMLElement[] {
  const { choices, set, wrong } = form;
  return [
    selectOf({ id: "scale", label: words.scale }, choices.scale, words.scales, set("scale")),
    selectOf(
      { id: "distribution", label: words.distribution },
      choices.distribution,
      words.distributions,
      set("distribution"),
    ),
    selectOf({ id: "direction", label: words.direction }, choices.direction, words.directions, set("direction")),
    textField({ id: "at", label: words.at, help: words.atHelp, wrong: wrong("at") }, choices.at, set("at")),
    prior(form, words.prevalence),
    level(form),
  ];
}

function imperfectReference(form: Form): HTMLElement[] {
  const { choices, set, wrong } = form;
  const known = (name: "referenceSensitivity" | "referenceSpecificity"): HTMLElement =>
    textField({ id: name, label: words[name], wrong: wrong(name) }, choices[name], set(name), {
      numeric: true,
      placeholder: words.estimated,
    });
  return [known("referenceSensitivity"), known("referenceSpecificity"), level(form), filter(form)];
}

/** How numbers are written; what is shown follows at once. */
function numbersForm(state: State, app: App): HTMLElement {
  const { numbers } = state.history.now;
  const set =
    <K extends keyof NumberChoices>(name: K) =>
    (value: NumberChoices[K]) =>
      app.act({ kind: "write", changes: { [name]: value } });
  const { proportions, digits, range } = words.numbers;
  return h(
    "details",
    { "data-key": "numbers" },
    h("summary", {}, words.numbers.heading),
    h(
      "div",
      { class: "fields" },
      selectOf({ id: "proportions", label: proportions }, numbers.proportions, words.numbers.kinds, set("proportions")),
      select(
        { id: "digits", label: digits },
        numbers.digits,
        [["", words.numbers.usual], ...(["0", "1", "2", "3", "4"] as const).map((n) => [n, n] as const)],
        set("digits"),
      ),
      selectOf({ id: "range", label: range }, numbers.range, words.numbers.ranges, set("range")),
    ),
  );
}

const PARTS: Readonly<Record<Choices["question"], (form: Form) => (HTMLElement | null)[]>> = {
  one: oneTest,
  compare: severalTests,
  cutoffs: severalCutoffs,
  latent: imperfectReference,
};

/** What is asked, by which model, and the button that asks it. */
export function optionsForm(state: State, app: App): HTMLElement {
  const { choices } = state.history.now;
  const { running, failure, reading } = state;
  const form: Form = {
    choices,
    covariates: reading.covariates,
    set: (name) => (value) => app.act({ kind: "choose", changes: { [name]: value } }),
    wrong: (name) => (failure?.field === name ? failure.message : null),
    state,
    app,
  };
  const { question } = choices;
  return h(
    "section",
    { class: "card", id: "options", "aria-labelledby": "options-heading" },
    h("h2", { id: "options-heading", tabindex: -1 }, words.heading),
    h(
      "form",
      {
        novalidate: true,
        onsubmit: (event: Event) => {
          event.preventDefault();
          // what is still being typed counts too
          if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
          app.analyse();
        },
      },
      h(
        "div",
        { class: "fields", "data-key": "question" },
        selectOf({ id: "question", label: words.question }, question, words.questions, form.set("question")),
      ),
      h("div", { class: "fields", "data-key": `fields-${question}` }, ...PARTS[question](form)),
      numbersForm(state, app),
      h(
        "div",
        { class: "row", "data-key": "run" },
        h("button", { type: "submit", class: "primary", id: "run", disabled: running !== null }, words.run),
        running === null ? null : button(words.cancel, app.cancel, { id: "cancel" }),
        running === null
          ? null
          : h("progress", {
              id: "progress",
              "aria-label": words.progress,
              ...(running.total === null ? {} : { value: running.done, max: running.total }),
            }),
        running === null ? null : h("span", { class: "help" }, running.what),
      ),
      failure === null || failure.field !== null
        ? null
        : h(
            "p",
            { class: "error", id: "failure", role: "alert", tabindex: -1, "data-key": "failure" },
            failure.message,
          ),
    ),
  );
}
