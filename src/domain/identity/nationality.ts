/** The nationalities that a new person may have: the codes of ISO 3166-1 alpha-3 for places with inhabitants, and those of ICAO Doc 9303 part 3 for persons without one. */
import { accept, refuse, type Result } from "../result.ts";
import type { IdentityDocument } from "./document.ts";

/** XXA: stateless; XXB and XXC: refugees; XXX: unknown nationality; UNO and UNA: the United Nations. */
const CODES =
  "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ BMU BOL " +
  "BRA BRB BRN BTN BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK " +
  "DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM " +
  "GUF GUM GUY HKG HND HRV HTI HUN IDN IMN IND IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO " +
  "LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ " +
  "MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE " +
  "PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA " +
  "TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UNA UNO URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM " +
  "XXA XXB XXC XXX YEM ZAF ZMB ZWE";

export const NATIONALITIES: ReadonlySet<string> = new Set(CODES.split(" "));

export interface NationalityRefusal {
  readonly code: "nationality_unknown";
  readonly field: "nationality";
}

/** Refuses an unknown nationality of a new person. Persons who were stored under another code stay, and can be found under it. */
export function checkNationality({ nationality }: IdentityDocument): Result<null, NationalityRefusal> {
  if (nationality === undefined || NATIONALITIES.has(nationality)) return accept(null);
  return refuse({ code: "nationality_unknown", field: "nationality" });
}
