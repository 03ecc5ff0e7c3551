/** Names of sections that hold results against references begin so. */
export const REFERENCES = "references: ";

/** Names of sections that need dta-meta/expressions, which the bundle for browsers doesn't have, begin so. */
export const EXPRESSIONS = "expressions";
