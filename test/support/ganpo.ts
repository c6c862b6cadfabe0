/** An identity provider as an order to host an issuer names it: the app of Jiangxi. */
export const GANPO = {
  id: "ganpo",
  name: { zh: "赣服通", en: "Ganfutong" },
  issuer: "https://login.jiangxi.example",
  clientId: "yima-jiangxi",
  acr: "real-name",
  claims: { name: "name", documentNumber: "id_number" },
};
