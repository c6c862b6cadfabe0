import { expect, test } from "vitest";
import { senderId } from "../../../../src/contract/primitives.ts";
import { newPassId, PASS_ID_RANDOM_BYTES } from "../../../../src/domain/community/pass-id.ts";
import { fromHex } from "../../../../src/domain/hex.ts";

const randomly = () => crypto.getRandomValues(new Uint8Array(PASS_ID_RANDOM_BYTES));

test("an id equals the example of RFC 9562, A.6", () => {
  expect(newPassId(0x017f22e279b0, fromHex("0cc318c4dc0c0c07398f"))).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("a later id sorts later, also when its time gets another digit", () => {
  const ids = [0, 1, 0xffff, 0x10000, 1_795_460_200_000, 1_795_460_200_001].map((now) => newPassId(now, randomly()));
  expect(ids).toEqual(ids.toSorted());
});

test("ids of one moment differ, and the interface accepts each of them", () => {
  const ids = Array.from({ length: 1000 }, () => newPassId(1_795_460_200_000, randomly()));
  expect(new Set(ids).size).toBe(1000);
  expect(ids.filter((id) => !senderId.safeParse(id).success)).toEqual([]);
});
