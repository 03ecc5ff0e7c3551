import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

/** `dta-meta` and its entries stay imports, which the runtime finds in node_modules; drawings that the tests share use the same. */
const fromPackage: Plugin = {
  name: "from the package",
  setup({ onResolve }) {
    onResolve({ filter: /^dta-meta(\/\w+)?$/ }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /\/src\/figures\.js$/ }, () => ({ path: "dta-meta/figures", external: true }));
  },
};

/** `dta-meta` is the single file at an address; figures and report are namespaces of it, with the names of the entries in `dist`. */
function fromSingleFile(address: string, dist: string): Plugin {
  return {
    name: "from the single file",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^dta-meta$/ }, () => ({ path: address, external: true }));
      const entry = (path: string) => ({ path, namespace: "entry" });
      onResolve({ filter: /^dta-meta\/\w+$/ }, ({ path }) => entry(path.slice("dta-meta/".length)));
      onResolve({ filter: /\/src\/figures\.js$/ }, () => entry("figures"));
      onLoad({ filter: /.*/, namespace: "entry" }, async ({ path }) => {
        const names = Object.keys(await import(pathToFileURL(resolve(dist, `${path}.js`)).href));
        return {
          contents: `import { ${path} } from "dta-meta";\nexport const { ${names.join(", ")} } = ${path};`,
          resolveDir: dist,
        };
      });
    },
  };
}

/** A file of entries/, with the computations in it and the library outside. */
async function bundle(entry: string, format: "esm" | "cjs", plugin: Plugin): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(import.meta.dirname, "entries", `${entry}.ts`)],
    bundle: true,
    write: false,
    format,
    target: "es2022",
    external: ["node:*"],
    plugins: [plugin],
  });
  return outputFiles![0]!.text;
}

/** The programs that compute, as users would write them: over `import`, `require`, and the single file at an address. */
export const programs = {
  esm: (): Promise<string> => bundle("packages", "esm", fromPackage),
  cjs: (): Promise<string> => bundle("packages", "cjs", fromPackage),
  singleFile: (address: string, dist: string): Promise<string> =>
    bundle("single-file", "esm", fromSingleFile(address, dist)),
  page: (address: string, dist: string): Promise<string> => bundle("page", "esm", fromSingleFile(address, dist)),
};
