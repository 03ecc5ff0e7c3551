/** Fewest studies that are pooled unless the caller says otherwise (Cochrane Handbook for DTA reviews, ch. 10). */
export const MIN_STUDIES = 4;
