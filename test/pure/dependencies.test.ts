/** docs/dependencies.md compared with package.json and the lock file: each dependency has a row, and no package that ships has a copyleft licence or none. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}
interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

const text = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const manifest: Manifest = JSON.parse(text("package.json"));
const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(text("package-lock.json"));
const [, shipped = "", building = ""] = text("docs/dependencies.md").split(/^## /m);

/** `package: licence` of each row of a table in docs/dependencies.md, sorted. */
function rowsOf(section: string): readonly string[] {
  const cells = Array.from(section.matchAll(/^\| (.+) \|$/gm), ([, row = ""]) => row.split("|").map((cell) => cell.trim()));
  const [, , ...rows] = cells.filter(([, reason = ""]) => reason !== "");
  return rows.map(([name, , licence]) => `${name}: ${licence}`).toSorted();
}

function licensed(names: readonly string[]): readonly string[] {
  return names.map((name) => `${name}: ${packages[`node_modules/${name}`]?.license}`).toSorted();
}

test("each dependency that ships has its reason and its licence", () => {
  expect(rowsOf(shipped)).toEqual(licensed(Object.keys(manifest.dependencies)));
});

test("each dependency that builds or tests has its reason and its licence", () => {
  expect(rowsOf(building)).toEqual(
    licensed([...Object.keys(manifest.devDependencies), ...Object.keys(manifest.optionalDependencies)]),
  );
});

test("no package that ships, with its own dependencies, is under a copyleft licence or under none", () => {
  const shipping = Object.entries(packages).filter(
    ([path, { dev, devOptional, optional }]) => path !== "" && dev !== true && devOptional !== true && optional !== true,
  );
  expect(shipping.length).toBeGreaterThanOrEqual(Object.keys(manifest.dependencies).length);
  expect(shipping.filter(([, { license = "none" }]) => !/^\(?(?:MIT|ISC|0BSD|BSD-3-Clause|Apache-2\.0)\b/.test(license))).toEqual(
    [],
  );
});
