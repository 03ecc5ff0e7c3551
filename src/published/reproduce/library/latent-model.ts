import { fitLatentClass, type LatentClassOptions } from "../../../models/latent-class/fit-latent-class.js";
import { quantitiesOfFit } from "../../../programs/dta-meta.js";
import { fitAnswers } from "./fit-answers.js";
import { answer, type LibraryModel, type LibraryModelKind } from "./library-model.js";
import { tableAnswers } from "./table-answers.js";

/** An imperfect reference standard: `fitLatentClass`. */
export const latentKind: LibraryModelKind = {
  seeded: false,
  fit: (studies, options): LibraryModel => {
    const fit = fitLatentClass(studies, options as LatentClassOptions);
    return {
      label: `dta-meta, latent-class model by ${fit.method}`,
      k: fit.k,
      notes: fit.convergence.converged ? [] : [fit.convergence.message],
      main: fit,
      quantities: () => quantitiesOfFit(fit, studies, undefined),
      answers: { ...tableAnswers(studies), ...fitAnswers(fit), fitLatentClass: answer(() => fit) },
    };
  },
};
