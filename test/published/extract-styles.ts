/** A short paper in the habits of one kind of journal, with what is to be read of it. The numbers are made up. */
export interface StyledPaper {
  readonly style: string;
  readonly file: string;
  readonly text: string;
  /** Results in order: the number of tables or studies where one is printed, and quantities as they come out. */
  readonly results: readonly {
    readonly k?: number;
    readonly quantities: Readonly<Record<string, string>>;
  }[];
}

export const STYLED_PAPERS: readonly StyledPaper[] = [
  {
    style: "The Lancet: middle dots, en dashes in limits",
    file: "lancet.txt",
    text: `# Point-of-care antigen tests

## Findings

Of 1432 records screened, 27 studies (14 208 participants) were included in the meta-analysis. Summary sensitivity was 0·68 (95% CI 0·61–0·74) and summary specificity 0·99 (0·98–0·99). The positive likelihood ratio was 52·1 (95% CI 33·4–81·3), the negative likelihood ratio 0·32 (0·27–0·39), and the diagnostic odds ratio 161 (95% CI 98–264).`,
    results: [
      {
        k: 27,
        quantities: {
          sensitivity: "0·68 0·61 0·74",
          specificity: "0·99 0·98 0·99",
          plr: "52·1 33·4 81·3",
          nlr: "0·32 0·27 0·39",
          dor: "161 98 264",
        },
      },
    ],
  },
  {
    style: "APA: no leading zeros, brackets, commas between limits",
    file: "apa.txt",
    text: `# Screening for depression

## Results

Across k = 18 samples (N = 6,120), pooled sensitivity was .86, 95% CI [.81, .90], and pooled specificity was .79, 95% CI [.73, .84]. The area under the curve was .90, 95% CI [.87, .92], LR+ = 4.1, 95% CI [3.2, 5.3], and LR- = .18, 95% CI [.13, .24].`,
    results: [
      {
        k: 18,
        quantities: {
          sensitivity: ".86 .81 .90",
          specificity: ".79 .73 .84",
          auc: ".90 .87 .92",
          plr: "4.1 3.2 5.3",
          nlr: ".18 .13 .24",
        },
      },
    ],
  },
  {
    style: "JAMA: percentages, semicolons and colons",
    file: "jama.txt",
    text: `# Ultrasonography for appendicitis

## Results

Thirty-one studies with 9842 children contributed to the quantitative synthesis. Pooled sensitivity was 91.2% (95% CI, 88.6%-93.3%) and pooled specificity, 95.1% (95% CI, 93.0%-96.6%). The pooled positive LR was 18.6 (95% CI, 12.9-26.8); negative LR, 0.09 (95% CI, 0.07-0.12).`,
    results: [
      {
        k: 31,
        quantities: {
          sensitivity: "91.2% 88.6% 93.3%",
          specificity: "95.1% 93.0% 96.6%",
          plr: "18.6 12.9 26.8",
          nlr: "0.09 0.07 0.12",
        },
      },
    ],
  },
  {
    style: "Cochrane: percent before, to between limits, number of studies in brackets",
    file: "cochrane.html",
    text: `<html><head><title>x</title></head><body><article><h1>Rapid tests for malaria</h1><h2>Main results</h2>
<p>We included 74 studies in the review. For HRP-2 tests (71 studies, 40,062 participants), the summary sensitivity was 95.0% (95% CI 93.5% to 96.2%) and the summary specificity was 95.2% (95% CI 93.4% to 99.4%).</p>
<p>For pLDH tests (17 studies, 10,135 participants), the summary sensitivity was 93.2% (95% CI 88.0% to 96.2%) and the summary specificity was 98.5% (95% CI 96.7% to 99.4%).</p></article></body></html>`,
    results: [
      { k: 71, quantities: { sensitivity: "95.0% 93.5% 96.2%", specificity: "95.2% 93.4% 99.4%" } },
      { k: 17, quantities: { sensitivity: "93.2% 88.0% 96.2%", specificity: "98.5% 96.7% 99.4%" } },
    ],
  },
  {
    style: "German: decimal commas and the words of the language",
    file: "german.txt",
    text: `# Diagnostische Genauigkeit der Elastographie

## Ergebnisse

In die Metaanalyse gingen 14 Studien mit 2318 Patienten ein. Die gepoolte Sensitivität betrug 0,87 (95%-KI 0,82–0,91), die gepoolte Spezifität 0,83 (95%-KI 0,76–0,88). Die diagnostische Odds Ratio lag bei 32,5 (95%-KI 18,1–58,4).`,
    results: [
      {
        k: 14,
        quantities: { sensitivity: "0.87 0.82 0.91", specificity: "0.83 0.76 0.88", dor: "32.5 18.1 58.4" },
      },
    ],
  },
  {
    style: "French: decimal commas, IC, blanks before percent signs",
    file: "french.txt",
    text: `# Performance diagnostique de la procalcitonine

## Résultats

Vingt-deux études ont été incluses dans la méta-analyse. La sensibilité globale était de 77 % (IC 95 % : 72–81 %) et la spécificité de 79 % (IC 95 % : 74–84 %). L’aire sous la courbe était de 0,85 (IC à 95 % 0,81–0,88).`,
    results: [{ k: 22, quantities: { sensitivity: "77% 72% 81%", specificity: "79% 74% 84%", auc: "0.85 0.81 0.88" } }],
  },
  {
    style: "PDF: lines broken within numbers' brackets, hyphens, minus signs",
    file: "pdf.txt",
    text: `# MRI for prostate cancer

## Results

Nineteen studies provided sufficient data for the meta-
analysis. The pooled sensitivity and specificity were 0.82 (95%
CI 0.76 to
0.87) and 0.74 (95% CI
0.66 to 0.81), respectively. LR+ and LR− were 3.2 (95% CI 2.4–
4.2) and 0.24 (95% CI 0.18–0.32). The pooled DOR was 13
(95% CI 9–20).`,
    results: [
      {
        k: 19,
        quantities: {
          sensitivity: "0.82 0.76 0.87",
          specificity: "0.74 0.66 0.81",
          plr: "3.2 2.4 4.2",
          nlr: "0.24 0.18 0.32",
          dor: "13 9 20",
        },
      },
    ],
  },
  {
    style: "JATS: a table with heads over heads, rows that span, footnote marks",
    file: "jats.xml",
    text: `<?xml version="1.0"?><article><front><article-meta><title-group><article-title>Lung ultrasound</article-title></title-group></article-meta></front><body><sec><title>Results</title><p>Pooled estimates are shown in Table 2.</p>
<table-wrap><label>Table 2</label><caption><p>Pooled accuracy</p></caption><table><thead><tr><th rowspan="2">Test</th><th rowspan="2">No. of studies</th><th colspan="2">Pooled estimate (95% CI)</th></tr><tr><th>Sensitivity, %</th><th>Specificity, %</th></tr></thead>
<tbody><tr><td>Lung ultrasound<xref ref-type="table-fn"><sup>a</sup></xref></td><td>23</td><td>92.0 (87.0–95.0)<sup>b</sup></td><td>93.4 (89.1–96.1)</td></tr><tr><td>Chest radiography</td><td>12</td><td>76.9 (70.3–82.4)</td><td>90.1 (85.2–93.5)</td></tr></tbody></table><table-wrap-foot><p><sup>a</sup>Any transducer. <sup>b</sup>P &lt; .001.</p></table-wrap-foot></table-wrap></sec></body></article>`,
    results: [
      { k: 23, quantities: { sensitivity: "92.0% 87.0% 95.0%", specificity: "93.4% 89.1% 96.1%" } },
      { k: 12, quantities: { sensitivity: "76.9% 70.3% 82.4%", specificity: "90.1% 85.2% 93.5%" } },
    ],
  },
  {
    style: "HTML: estimates and limits in columns of their own",
    file: "columns.html",
    text: `<html><body><h1>Biomarkers of sepsis</h1><h2>Results</h2><p>The results by marker are given below.</p><table><caption>Accuracy by marker</caption>
<tr><th>Marker</th><th>k</th><th>Sensitivity</th><th>95% CI</th><th>Specificity</th><th>95% CI</th></tr>
<tr><td>PCT</td><td>30</td><td>0.77</td><td>0.72–0.81</td><td>0.79</td><td>0.74–0.84</td></tr>
<tr><td>CRP</td><td>9</td><td>0.75</td><td>0.69–0.79</td><td>0.67</td><td>0.58–0.74</td></tr></table></body></html>`,
    results: [
      { k: 30, quantities: { sensitivity: "0.77 0.72 0.81", specificity: "0.79 0.74 0.84" } },
      { k: 9, quantities: { sensitivity: "0.75 0.69 0.79", specificity: "0.67 0.58 0.74" } },
    ],
  },
  {
    style: "lists: one quantity a line, with equals signs",
    file: "list.html",
    text: `<html><body><h1>Calprotectin</h1><h2>3. Results</h2><h3>3.2 Pooled accuracy</h3><p>We pooled data of 28 studies:</p><ul><li>Sensitivity = 0.88 (95% CI = 0.80–0.93)</li><li>Specificity = 0.72 (95% CI = 0.59–0.82)</li><li>PLR = 3.1 (95% CI = 2.1–4.7)</li><li>NLR = 0.17 (95% CI = 0.10–0.28)</li><li>AUC = 0.89 (95% CI = 0.86–0.91)</li></ul></body></html>`,
    results: [
      {
        k: 28,
        quantities: {
          sensitivity: "0.88 0.80 0.93",
          specificity: "0.72 0.59 0.82",
          plr: "3.1 2.1 4.7",
          nlr: "0.17 0.10 0.28",
          auc: "0.89 0.86 0.91",
        },
      },
    ],
  },
  {
    style: "respectively, and a comparison of two tests in one sentence",
    file: "respectively.txt",
    text: `# CT and MRI of the liver

## Results

Sixteen studies of CT and eleven of MRI were eligible. The sensitivities of CT and MRI were 72.9% (95% CI: 68.1%, 77.2%) and 86.4% (95% CI: 82.0%, 89.9%), respectively. Their specificities were 91.5% (95% CI: 88.0%, 94.1%) and 93.8% (95% CI: 90.2%, 96.1%), respectively.`,
    results: [
      { quantities: { sensitivity: "72.9% 68.1% 77.2%", specificity: "91.5% 88.0% 94.1%" } },
      { quantities: { sensitivity: "86.4% 82.0% 89.9%", specificity: "93.8% 90.2% 96.1%" } },
    ],
  },
  {
    style: "Chinese reviews: SEN and SPE, full-width signs, I² between",
    file: "fullwidth.txt",
    text: `# Deep learning for fundus images

## Results

A total of 33 studies were included, of which 26 studies provided 2×2 tables and entered the meta-analysis. The pooled SEN was 0.93（95% CI：0.90–0.95；I² = 97.2%）and the pooled SPE was 0.91（95% CI：0.88–0.94；I² = 98.9%）. The AUC of the SROC was 0.97（95% CI：0.95–0.98）.`,
    results: [
      { k: 26, quantities: { sensitivity: "0.93 0.90 0.95", specificity: "0.91 0.88 0.94", auc: "0.97 0.95 0.98" } },
    ],
  },
  {
    style: "credible intervals, numbers before names",
    file: "credible.txt",
    text: `# Xpert Ultra

## Results

Data from 7 studies (n = 1,834) were pooled. Pooled sensitivity and specificity (95% credible interval) were 90.9% (86.2 to 94.7) and 95.6% (93.0 to 97.4). In smear-negative patients (6 studies), pooled sensitivity (95% CrI) was 77.5% (67.6 to 85.6) and specificity 95.8% (92.9 to 97.7).`,
    results: [
      { k: 7, quantities: { sensitivity: "90.9% 86.2% 94.7%", specificity: "95.6% 93.0% 97.4%" } },
      { k: 6, quantities: { sensitivity: "77.5% 67.6% 85.6%", specificity: "95.8% 92.9% 97.7%" } },
    ],
  },
  {
    style: "per-lesion and per-patient analyses under headings",
    file: "headings.txt",
    text: `# PET/CT

## Results

### Study selection

The search yielded 812 articles; 41 full texts were read and 15 studies included.

### Per-patient analysis

Twelve studies reported per-patient data. Sensitivity was 0.94 [0.90; 0.97] and specificity was 0.92 [0.85; 0.96].

### Per-lesion analysis

In nine of the 15 studies lesions were counted. Sensitivity was 0.87 [0.80; 0.92]; specificity was 0.90 [0.81; 0.95].`,
    results: [
      { k: 12, quantities: { sensitivity: "0.94 0.90 0.97", specificity: "0.92 0.85 0.96" } },
      { k: 9, quantities: { sensitivity: "0.87 0.80 0.92", specificity: "0.90 0.81 0.95" } },
    ],
  },

  {
    style: "per cent in words, c.i.",
    file: "a.txt",
    text: `# Sentinel node\n\n## Results\n\nTwenty-one studies (2354 patients) were analysed. The pooled sensitivity was 84 (95 per cent c.i. 78 to 89) per cent and specificity 91 (95 per cent c.i. 86 to 94) per cent. The area under the curve was 0.92 (95 per cent c.i. 0.89 to 0.94).`,
    results: [{ k: 21, quantities: { sensitivity: "84% 78% 89%", specificity: "91% 86% 94%", auc: "0.92 0.89 0.94" } }],
  },
  {
    style: "numbers in brackets, semicolons, I² between",
    file: "b.txt",
    text: `# T\n\n## Results\n\nIn the 10 studies evaluating troponin, accuracy was good (sensitivity: 0.85; 95% CI: 0.80–0.89; I2 = 75%; specificity: 0.90; 95% CI: 0.84–0.94; I2 = 88%).`,
    results: [{ k: 10, quantities: { sensitivity: "0.85 0.80 0.89", specificity: "0.90 0.84 0.94" } }],
  },
  {
    style: "a table with quantities in rows and tests in columns",
    file: "c.html",
    text: `<h1>T</h1><h2>Results</h2><p>See the table.</p><table><tr><th>Parameter</th><th>CT (n = 12)</th><th>MRI (n = 9)</th></tr><tr><td>Sensitivity (95% CI)</td><td>0.80 (0.75–0.84)</td><td>0.88 (0.83–0.92)</td></tr><tr><td>Specificity (95% CI)</td><td>0.90 (0.86–0.93)</td><td>0.93 (0.89–0.96)</td></tr><tr><td>AUC (95% CI)</td><td>0.91 (0.88–0.93)</td><td>0.95 (0.92–0.97)</td></tr></table>`,
    results: [
      { quantities: { sensitivity: "0.80 0.75 0.84", specificity: "0.90 0.86 0.93", auc: "0.91 0.88 0.93" } },
      { quantities: { sensitivity: "0.88 0.83 0.92", specificity: "0.93 0.89 0.96", auc: "0.95 0.92 0.97" } },
    ],
  },
  {
    style: "Spanish",
    file: "d.txt",
    text: `# Utilidad de la ecografía\n\n## Resultados\n\nSe incluyeron 16 estudios con 1.872 pacientes. La sensibilidad global fue del 89,4% (IC 95%: 85,2-92,6) y la especificidad del 93,1% (IC 95%: 89,0-95,8). El área bajo la curva fue de 0,96 (IC 95% 0,94-0,97).`,
    results: [
      {
        k: 16,
        quantities: { sensitivity: "89.4% 85.2% 92.6%", specificity: "93.1% 89.0% 95.8%", auc: "0.96 0.94 0.97" },
      },
    ],
  },
  {
    style: "two thresholds, a sentence each",
    file: "e.txt",
    text: `# PHQ-9\n\n## Results\n\nAt a cut-off of 10 or above (34 studies), sensitivity was 0.85 (95% confidence interval, 0.79 to 0.89) and specificity was 0.85 (95% confidence interval, 0.82 to 0.87). At a cut-off of 12 or above (19 studies), sensitivity was 0.77 (95% confidence interval, 0.70 to 0.83) and specificity was 0.90 (95% confidence interval, 0.88 to 0.92).`,
    results: [
      { k: 34, quantities: { sensitivity: "0.85 0.79 0.89", specificity: "0.85 0.82 0.87" } },
      { k: 19, quantities: { sensitivity: "0.77 0.70 0.83", specificity: "0.90 0.88 0.92" } },
    ],
  },
  {
    style: "one row a threshold, three rows of heads",
    file: "f.html",
    text: `<h1>T</h1><h2>Results</h2><table><tr><th rowspan=3>Threshold</th><th rowspan=3>No. of studies</th><th colspan=3>Sensitivity</th><th colspan=3>Specificity</th></tr><tr><th>Summary estimate</th><th colspan=2>95% CI</th><th>Summary estimate</th><th colspan=2>95% CI</th></tr><tr><th></th><th>lower</th><th>upper</th><th></th><th>lower</th><th>upper</th></tr><tr><td>0.13</td><td>1</td><td>0.917</td><td>0.869</td><td>0.951</td><td>0.760</td><td>0.615</td><td>0.862</td></tr><tr><td>0.14</td><td>2</td><td>0.905</td><td>0.865</td><td>0.949</td><td>0.764</td><td>0.620</td><td>0.865</td></tr></table>`,
    results: [
      { k: 1, quantities: { sensitivity: "0.917 0.869 0.951", specificity: "0.760 0.615 0.862" } },
      { k: 2, quantities: { sensitivity: "0.905 0.865 0.949", specificity: "0.764 0.620 0.865" } },
    ],
  },
  {
    style: "Portuguese",
    file: "g.txt",
    text: `# Acurácia do ultrassom\n\n## Resultados\n\nForam incluídos 11 estudos. A sensibilidade foi de 0,81 (IC95% 0,74-0,86) e a especificidade de 0,77 (IC95% 0,70-0,83).`,
    results: [{ k: 11, quantities: { sensitivity: "0.81 0.74 0.86", specificity: "0.77 0.70 0.83" } }],
  },
  {
    style: "an abstract alone; an interval of whole numbers",
    file: "h.txt",
    text: `Abstract\n\nBackground: Early diagnosis matters.\n\nResults: A total of 9 studies involving 1,512 patients were finally included. The summary sensitivity, specificity, PLR, NLR and DOR with 95% CIs were 0.79 (0.72-0.85), 0.83 (0.77-0.88), 4.7 (3.4-6.5), 0.25 (0.18-0.34) and 19 (11-32).`,
    results: [
      {
        k: 9,
        quantities: {
          sensitivity: "0.79 0.72 0.85",
          specificity: "0.83 0.77 0.88",
          plr: "4.7 3.4 6.5",
          nlr: "0.25 0.18 0.34",
          dor: "19 11 32",
        },
      },
    ],
  },
  {
    style: "tests with k in brackets",
    file: "i.txt",
    text: `# Frailty\n\n## Results\n\nFor gait speed (k = 8), sensitivity was 0.87 (95%CI=0.80, 0.92) and specificity 0.60 (95%CI=0.51, 0.69); for PRISMA-7 (k = 5), sensitivity was 0.83 (95%CI=0.71, 0.91) and specificity 0.83 (95%CI=0.75, 0.89).`,
    results: [
      { k: 8, quantities: { sensitivity: "0.87 0.80 0.92", specificity: "0.60 0.51 0.69" } },
      { k: 5, quantities: { sensitivity: "0.83 0.71 0.91", specificity: "0.83 0.75 0.89" } },
    ],
  },
  {
    style: "a table of studies beside pooled numbers",
    file: "j.html",
    text: `<h1>T</h1><h2>Results</h2><p>We pooled 3 studies. Pooled sensitivity was 89 % (95 % CI, 84–93 %); pooled specificity was 98 % (95 % CI, 92–99 %).</p><table><tr><th>Authors</th><th>Year</th><th>TP</th><th>FN</th><th>FP</th><th>TN</th><th>Sensitivity</th><th>Specificity</th></tr><tr><td>Alder</td><td>2015</td><td>41</td><td>2</td><td>0</td><td>7</td><td>95(84–99)</td><td>100(59–100)</td></tr><tr><td>Birch</td><td>2015</td><td>28</td><td>12</td><td>0</td><td>21</td><td>70(54–83)</td><td>100(84–100)</td></tr><tr><td>Cedar</td><td>2015</td><td>48</td><td>0</td><td>0</td><td>20</td><td>100(93–100)</td><td>100(83–100)</td></tr></table>`,
    results: [{ k: 3, quantities: { sensitivity: "89% 84% 93%", specificity: "98% 92% 99%" } }],
  },
  {
    style: "abbreviations without of or was",
    file: "k.txt",
    text: `# POCUS\n\n## RESULTS\n\nSeven prospective studies enrolling 1120 patients met criteria. Pooled Se 96.4% (95%CI 92.7–98.5), Sp 88.1% (95%CI 83.0–92.1), LR+ 8.1 (95%CI 5.5–11.9), LR− 0.04 (95%CI 0.02–0.09).`,
    results: [
      {
        k: 7,
        quantities: {
          sensitivity: "96.4% 92.7% 98.5%",
          specificity: "88.1% 83.0% 92.1%",
          plr: "8.1 5.5 11.9",
          nlr: "0.04 0.02 0.09",
        },
      },
    ],
  },
  {
    style: "two readers of one test",
    file: "l.txt",
    text: `# AI\n\n## Results\n\nWe included 14 studies in the analysis of stand-alone AI. It had a pooled AUC of 0.89 (95% CI: 0.85, 0.92), a sensitivity of 80.6% (95% CI: 75.8%, 85.5%), and a specificity of 85.7% (95% CI: 82.0%, 89.4%). Radiologists (8 studies) had a sensitivity of 73.6% (95% CI: 67.3%, 79.9%) and a specificity of 88.2% (95% CI: 84.8%, 91.6%).`,
    results: [
      {
        k: 14,
        quantities: { auc: "0.89 0.85 0.92", sensitivity: "80.6% 75.8% 85.5%", specificity: "85.7% 82.0% 89.4%" },
      },
      { k: 8, quantities: { sensitivity: "73.6% 67.3% 79.9%", specificity: "88.2% 84.8% 91.6%" } },
    ],
  },

  {
    style: "Spanish with three decimals, RVpos and RVneg, Q*",
    file: "spanish-ratios.txt",
    text: "# X\n\n## Resultados\n\nSolo 7 estudios cumplieron los criterios, con 2.204 pacientes. La sensibilidad global fue del 0,781 (IC 95%=0,717–0,836), la razón de verosimilitudes para resultados positivos (RVpos) fue 3,710 (IC95%=2,581–5,353) y la razón de verosimilitudes para resultados negativos (RVneg) fue 0,228 (IC95%=0,116–0,456). El área bajo la curva (AUC)=0,8901 (IC95%=0,831–0,949) y Q*=0,8206 (IC95%=0,7612–0,8799).",
    results: [
      {
        k: 7,
        quantities: {
          sensitivity: "0.781 0.717 0.836",
          plr: "3.710 2.581 5.353",
          nlr: "0.228 0.116 0.456",
          auc: "0.8901 0.831 0.949",
          qStar: "0.8206 0.7612 0.8799",
        },
      },
    ],
  },
  {
    style: "SE and SP as heads, limits on another scale than the estimate",
    file: "short-heads.html",
    text: "<h1>X</h1><h2>Results</h2><table><tr><th>Region</th><th>No. of studies</th><th>Pooled SE(95% CI)</th><th>I2(%)</th><th>Pooled SP(95% CI)</th></tr><tr><td>Asia</td><td>21</td><td>0.57 (0.46–0.67)</td><td>95.4</td><td>0.97 (0.95–0.98)</td></tr></table><p>The combined sensitivity was 71.3% (95% CI: 0.615-0.754) and the combined specificity was 94.4% (95% CI: 0.805-0.963).</p>",
    results: [
      { quantities: { sensitivity: "71.3% 0.615 0.754", specificity: "94.4% 0.805 0.963" } },
      { k: 21, quantities: { sensitivity: "0.57 0.46 0.67", specificity: "0.97 0.95 0.98" } },
    ],
  },
];
