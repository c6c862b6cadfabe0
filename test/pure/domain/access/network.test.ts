/** The addresses of one household count as one network. */
import { expect, test } from "vitest";
import { networkOf } from "../../../../src/domain/access/network.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["", "other"],
  ["x".repeat(500), "other"],
  ["1:2:3", "other"],
  ["1::2::3", "other"],
  ["1:2:3:4:5:6:7::8", "other"],
  ["1:2:3:4:5:6::8", "1:2:3:4::/64"],
])("the address %j belongs to the network %j", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
