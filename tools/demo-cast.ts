/** The persons of the local system that `npm start` fills: invented people with well-formed document numbers, in a real community. */

/** The community of the trial: 康苑社区, 红卫路街道, 青山区, 武汉市, in the edition of the division table of 25 February 2020. */
export const COMMUNITY = { division: "420107001002", name: "青山区红卫路街道康苑社区" } as const;

/** The house and door of all persons in this file. */
export const ADDRESS = "康苑小区 3 栋 502 室";

/** Three origins for three logins in one browser: each origin has its own cookies and storage. */
export const HOSTS = {
  resident: "wuhan.localhost",
  collector: "gate.wuhan.localhost",
  administrator: "office.wuhan.localhost",
} as const;

export interface Someone {
  readonly relation: "self" | "child" | "parent";
  readonly name: string;
  /** A resident identity number (GB 11643, document type 10). */
  readonly number: string;
}

export interface Account {
  readonly phone: string;
  readonly people: readonly [Someone, ...Someone[]];
}

export const RESIDENT: Account = {
  phone: "13800000001",
  people: [
    { relation: "self", name: "尹静姝", number: "42010719880412002X" },
    { relation: "child", name: "尹小满", number: "420107201809060032" },
    { relation: "parent", name: "尹建国", number: "420107195607230015" },
  ],
};

export const COLLECTOR: Account = {
  phone: "13800000002",
  people: [{ relation: "self", name: "陈守诚", number: "420107199103050043" }],
};

export const ADMINISTRATOR: Account = {
  phone: "13800000003",
  people: [{ relation: "self", name: "周文清", number: "420107197901180011" }],
};

/** Two officers of Hubei, each with their own origin: changes of colours by hand need both. */
export const OFFICERS = [
  {
    host: "office.hubei.localhost",
    account: { phone: "13800000004", people: [{ relation: "self", name: "顾守信", number: "420106197602140013" }] },
  },
  {
    host: "gate.hubei.localhost",
    account: { phone: "13800000005", people: [{ relation: "self", name: "叶明理", number: "420111198111070028" }] },
  },
] as const satisfies readonly { readonly host: string; readonly account: Account }[];

/** Two officers of the nation. */
export const NATION_OFFICERS = [
  {
    host: "office.nation.localhost",
    account: { phone: "13800000006", people: [{ relation: "self", name: "沈伯衡", number: "110108197406120031" }] },
  },
  {
    host: "gate.nation.localhost",
    account: { phone: "13800000007", people: [{ relation: "self", name: "许以宁", number: "110105198309210049" }] },
  },
] as const satisfies readonly { readonly host: string; readonly account: Account }[];

export const POINTS = [
  { id: "018e0000-0000-7000-8000-000000000001", name: "康苑社区东门", address: "红卫路 18 号东门岗亭" },
  { id: "018e0000-0000-7000-8000-000000000002", name: "康苑社区西门", address: "红卫路 18 号西门岗亭" },
] as const;
