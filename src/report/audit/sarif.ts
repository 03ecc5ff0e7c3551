import type { Severity } from "../../published/audit/rule.js";
import { auditRules } from "../../published/audit/rules.js";
import { SOFTWARE } from "../words/software.js";
import { type AuditedFile, type FileOutcome, isAudited, sourceOf } from "./audited-file.js";
import { jsonPlaces } from "./json-place.js";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  note: "note",
};

/** Line and column of a character, both from 1. */
function position(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

/** Where in its file a finding is about: lines of JSON; of a paper, words of its text. */
function regionOf(
  file: AuditedFile,
  where: string,
  find: (path: string) => { start: number; end: number } | null,
): object | null {
  const place = find(where);
  if (place !== null && file.text !== null) {
    const [start, end] = [position(file.text, place.start), position(file.text, place.end)];
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  }
  const source = sourceOf(file, where);
  if (source === null || file.paper === null) return null;
  return {
    charOffset: source.start,
    charLength: source.end - source.start,
    snippet: { text: file.paper.text.slice(source.start, source.end) },
  };
}

const artifact = (file: string): object => ({ uri: file.split(/[\\/]/).map(encodeURIComponent).join("/") });

function resultsOf(file: AuditedFile): object[] {
  const find = file.text === null ? () => null : jsonPlaces(file.text);
  return file.audit.findings.map(({ rule, severity, where, printed, expected, explanation }) => {
    const region = regionOf(file, where, find);
    return {
      ruleId: rule,
      ruleIndex: auditRules.findIndex(({ id }) => id === rule),
      level: LEVELS[severity],
      message: { text: `${explanation} Printed: ${printed}. Expected: ${expected}.` },
      locations: [
        {
          physicalLocation: { artifactLocation: artifact(file.file), ...(region === null ? {} : { region }) },
          logicalLocations: [{ fullyQualifiedName: where }],
        },
      ],
      partialFingerprints: { "numberAndRule/v1": `${where}:${rule}` },
    };
  });
}

/**
 * Audits as SARIF 2.1.0, the format in which code hosts take findings: one run with the rules of the audit and a result for
 * each finding, at its lines of a JSON file, or at its words of a paper's text. Files that could not be audited are
 * notifications of the run.
 */
export function auditSarif(outcomes: readonly FileOutcome[]): SarifLog {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: SOFTWARE.name,
            version: SOFTWARE.version,
            rules: auditRules.map(({ id, severity, title, explanation, formula }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: `${explanation} ${formula}` },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: outcomes.filter(isAudited).flatMap(resultsOf) as SarifLog["runs"][number]["results"],
        invocations: [
          {
            executionSuccessful: outcomes.every(isAudited),
            toolExecutionNotifications: outcomes.flatMap((outcome) =>
              isAudited(outcome)
                ? []
                : [
                    {
                      level: "error",
                      message: { text: outcome.error.message },
                      locations: [{ physicalLocation: { artifactLocation: artifact(outcome.file) } }],
                    },
                  ],
            ),
          },
        ],
      },
    ],
  };
}

/** A SARIF log, as far as it is written here. */
export interface SarifLog {
  /** The schema of the format. */
  readonly $schema: string;
  /** The version of the format. */
  readonly version: "2.1.0";
  /** One run. */
  readonly runs: readonly {
    /** The tool, with its rules. */
    readonly tool: object;
    /** How columns are counted. */
    readonly columnKind: "utf16CodeUnits";
    /** The findings. */
    readonly results: readonly {
      /** The rule. */
      readonly ruleId: string;
      /** How grave it is. */
      readonly level: "error" | "warning" | "note";
      /** What is wrong. */
      readonly message: {
        /** In words. */
        readonly text: string;
      };
      /** Where. */
      readonly locations: readonly object[];
    }[];
    /** Files that could not be audited. */
    readonly invocations: readonly object[];
  }[];
}
