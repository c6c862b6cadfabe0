/** The flags that a credential gets, for each proof of the person and for each kind of account. */
import { expect, test } from "vitest";
import { FLAGS_FROM, flagsOf } from "../../../../src/domain/code/flags.ts";
import { PROOFS } from "../../../../src/domain/identity/proof.ts";

const flags = (isSelf: boolean) => Object.fromEntries(PROOFS.map((proof) => [proof, flagsOf({ proof, isSelf }).join(" ")]));

test("on the person's own account, a name and a number alone give no code without a flag", () => {
  expect(flags(true)).toEqual({
    none: "identity_unchecked other_phone",
    earlier: "",
    document: "other_phone",
    holder: "",
    in_person: "",
  });
});

test("a dependant's code is on another person's phone, whatever is proved", () => {
  expect(flags(false)).toEqual({
    none: "identity_unchecked other_phone",
    earlier: "other_phone",
    document: "other_phone",
    holder: "other_phone",
    in_person: "other_phone",
  });
});

test("deployments issue flags 14 days after the release that reads them", () => {
  expect(FLAGS_FROM - Date.UTC(2026, 10, 29)).toBe(14 * 86_400_000);
});
