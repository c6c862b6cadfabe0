/** Finds the programs of the issuer in another language: a Python with Debian's PyJWT and cryptography, and OpenSSL. As root on Debian it installs missing ones. */
import { execFileSync } from "node:child_process";
import { install, mayInstall } from "./apt.ts";
import { isExecutable, onPath } from "./programs.ts";

export interface PythonPrograms {
  readonly python: string;
  readonly openssl: string;
}

const PACKAGES = ["python3", "python3-jwt", "python3-cryptography", "openssl"];
/** Debian's own first: its packages are no modules of another Python. */
const DEBIANS = "/usr/bin/python3";

/** The programs, installed first if necessary and possible. Throws with a sentence that names what is missing. */
export async function needPython(): Promise<PythonPrograms> {
  const present = findPython();
  if (present !== undefined) return present;
  if (mayInstall()) await install(PACKAGES);
  const installed = findPython();
  if (installed !== undefined) return installed;
  throw new Error(
    `There is no Python with the modules jwt and cryptography, or no OpenSSL. Install them (on Debian: apt-get install ${PACKAGES.join(" ")}).`,
  );
}

function findPython(): PythonPrograms | undefined {
  const python = [DEBIANS, onPath("python3")].find((program) => program !== undefined && hasModules(program));
  const openssl = onPath("openssl");
  return python === undefined || openssl === undefined ? undefined : { python, openssl };
}

function hasModules(program: string): boolean {
  if (!isExecutable(program)) return false;
  try {
    execFileSync(program, ["-c", "import jwt, cryptography"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
