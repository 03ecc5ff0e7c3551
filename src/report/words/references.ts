/** A work that a report may cite. */
export interface Reference {
  /** As the text cites it: authors and year. */
  readonly short: string;
  readonly full: string;
  readonly doi: string;
}

const reference = (short: string, full: string, doi: string): Reference => ({ short, full, doi });

/** Everything that reports cite, in the order of authors' names. */
export const REFERENCES: readonly Reference[] = [
  reference(
    "Agresti & Coull 1998",
    'Agresti A, Coull BA. Approximate is better than "exact" for interval estimation of binomial proportions. Am Stat 1998;52:119–126.',
    "10.2307/2685469",
  ),
  reference(
    "Brown, Cai & DasGupta 2001",
    "Brown LD, Cai TT, DasGupta A. Interval estimation for a binomial proportion. Stat Sci 2001;16:101–133.",
    "10.1214/ss/1009213286",
  ),
  reference(
    "Chu & Cole 2006",
    "Chu H, Cole SR. Bivariate meta-analysis of sensitivity and specificity with sparse data: a generalized linear mixed model approach. J Clin Epidemiol 2006;59:1331–1332.",
    "10.1016/j.jclinepi.2006.06.011",
  ),
  reference(
    "Chu et al. 2009",
    "Chu H, Chen S, Louis TA. Random effects models in a meta-analysis of the accuracy of two diagnostic tests without a gold standard. J Am Stat Assoc 2009;104:512–523.",
    "10.1198/jasa.2009.0017",
  ),
  reference(
    "Chung 2015",
    "Chung Y, Gelman A, Rabe-Hesketh S, Liu J, Dorie V. Weakly informative prior for point estimation of covariance matrices in hierarchical models. J Educ Behav Stat 2015;40:136–157.",
    "10.3102/1076998615570945",
  ),
  reference(
    "Clopper & Pearson 1934",
    "Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika 1934;26:404–413.",
    "10.1093/biomet/26.4.404",
  ),
  reference(
    "Deeks 2005",
    "Deeks JJ, Macaskill P, Irwig L. The performance of tests of publication bias and other sample size effects in systematic reviews of diagnostic test accuracy was assessed. J Clin Epidemiol 2005;58:882–893.",
    "10.1016/j.jclinepi.2005.01.016",
  ),
  reference(
    "Fagan 1975",
    "Fagan TJ. Nomogram for Bayes's theorem. N Engl J Med 1975;293:257.",
    "10.1056/NEJM197507312930513",
  ),
  reference(
    "Harbord 2007",
    "Harbord RM, Deeks JJ, Egger M, Whiting P, Sterne JAC. A unification of models for meta-analysis of diagnostic accuracy studies. Biostatistics 2007;8:239–251.",
    "10.1093/biostatistics/kxl004",
  ),
  reference(
    "Higgins & Thompson 2002",
    "Higgins JPT, Thompson SG. Quantifying heterogeneity in a meta-analysis. Stat Med 2002;21:1539–1558.",
    "10.1002/sim.1186",
  ),
  reference(
    "Higgins 2009",
    "Higgins JPT, Thompson SG, Spiegelhalter DJ. A re-evaluation of random-effects meta-analysis. J R Stat Soc A 2009;172:137–159.",
    "10.1111/j.1467-985X.2008.00552.x",
  ),
  reference(
    "Hoyer & Kuss 2018",
    "Hoyer A, Kuss O. Meta-analysis for the comparison of two diagnostic tests to a common gold standard: a generalized linear mixed model approach. Stat Methods Med Res 2018;27:1410–1421.",
    "10.1177/0962280216661587",
  ),
  reference(
    "Hoyer, Hirt & Kuss 2018",
    "Hoyer A, Hirt S, Kuss O. Meta-analysis of full ROC curves using bivariate time-to-event models for interval-censored data. Res Synth Methods 2018;9:62–72.",
    "10.1002/jrsm.1273",
  ),
  reference(
    "Jackson, White & Riley 2013",
    "Jackson D, White IR, Riley RD. A matrix-based method of moments for fitting the multivariate random effects model for meta-analysis and meta-regression. Biom J 2013;55:231–245.",
    "10.1002/bimj.201200152",
  ),
  reference(
    "Jaeschke 1994",
    "Jaeschke R, Guyatt GH, Sackett DL. Users' guides to the medical literature. III. How to use an article about a diagnostic test. B. What are the results and will they help me in caring for my patients? JAMA 1994;271:703–707.",
    "10.1001/jama.1994.03510330081039",
  ),
  reference(
    "Jones et al. 2019",
    "Jones HE, Gatsonis CA, Trikalinos TA, Welton NJ, Ades AE. Quantifying how diagnostic test accuracy depends on threshold in a meta-analysis. Stat Med 2019;38:4789–4803.",
    "10.1002/sim.8301",
  ),
  reference(
    "Larsen & Merlo 2005",
    "Larsen K, Merlo J. Appropriate assessment of neighborhood effects on individual health: integrating random and fixed effects in multilevel logistic regression. Am J Epidemiol 2005;161:81–88.",
    "10.1093/aje/kwi017",
  ),
  reference(
    "Liang & Zeger 1986",
    "Liang KY, Zeger SL. Longitudinal data analysis using generalized linear models. Biometrika 1986;73:13–22.",
    "10.1093/biomet/73.1.13",
  ),
  reference(
    "McInnes 2018",
    "McInnes MDF, Moher D, Thombs BD, et al. Preferred reporting items for a systematic review and meta-analysis of diagnostic test accuracy studies: the PRISMA-DTA statement. JAMA 2018;319:388–396.",
    "10.1001/jama.2017.19163",
  ),
  reference(
    "Liu et al. 2015",
    "Liu Y, Chen Y, Chu H. A unification of models for meta-analysis of diagnostic accuracy studies without a gold standard. Biometrics 2015;71:538–547.",
    "10.1111/biom.12264",
  ),
  reference(
    "Pinheiro & Bates 1995",
    "Pinheiro JC, Bates DM. Approximations to the log-likelihood function in the nonlinear mixed-effects model. J Comput Graph Stat 1995;4:12–35.",
    "10.1080/10618600.1995.10474663",
  ),
  reference(
    "Reitsma 2005",
    "Reitsma JB, Glas AS, Rutjes AWS, Scholten RJPM, Bossuyt PM, Zwinderman AH. Bivariate analysis of sensitivity and specificity produces informative summary measures in diagnostic reviews. J Clin Epidemiol 2005;58:982–990.",
    "10.1016/j.jclinepi.2005.02.022",
  ),
  reference(
    "Rutter & Gatsonis 2001",
    "Rutter CM, Gatsonis CA. A hierarchical regression approach to meta-analysis of diagnostic test accuracy evaluations. Stat Med 2001;20:2865–2884.",
    "10.1002/sim.942",
  ),
  reference(
    "Skrondal & Rabe-Hesketh 2009",
    "Skrondal A, Rabe-Hesketh S. Prediction in multilevel generalized linear models. J R Stat Soc A 2009;172:659–687.",
    "10.1111/j.1467-985X.2009.00587.x",
  ),
  reference(
    "Takwoingi 2017",
    "Takwoingi Y, Guo B, Riley RD, Deeks JJ. Performance of methods for meta-analysis of diagnostic test accuracy with few studies or sparse data. Stat Methods Med Res 2017;26:1896–1911.",
    "10.1177/0962280215592269",
  ),
  reference(
    "Vehtari et al. 2024",
    "Vehtari A, Simpson D, Gelman A, Yao Y, Gabry J. Pareto smoothed importance sampling. J Mach Learn Res 2024;25(72):1–58.",
    "10.48550/arXiv.1507.02646",
  ),
  reference(
    "Viechtbauer & Cheung 2010",
    "Viechtbauer W, Cheung MWL. Outlier and influence diagnostics for meta-analysis. Res Synth Methods 2010;1:112–125.",
    "10.1002/jrsm.11",
  ),
  reference(
    "Wilson 1927",
    "Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209–212.",
    "10.1080/01621459.1927.10502953",
  ),
  reference(
    "Zhou & Dendukuri 2014",
    "Zhou Y, Dendukuri N. Statistics for quantifying heterogeneity in univariate and bivariate meta-analyses of binary data: the case of meta-analyses of diagnostic accuracy. Stat Med 2014;33:2701–2717.",
    "10.1002/sim.6115",
  ),
  reference(
    "Zwinderman & Bossuyt 2008",
    "Zwinderman AH, Bossuyt PM. We should not pool diagnostic likelihood ratios in systematic reviews. Stat Med 2008;27:687–697.",
    "10.1002/sim.2992",
  ),
];

/** The works that a text of the report itself cites (not users' texts), in the list's order. */
export function referencesIn(text: string): Reference[] {
  return REFERENCES.filter(({ short }) => text.includes(`(${short}`) || text.includes(`; ${short}`));
}
