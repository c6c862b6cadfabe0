/** The package has no types for its tables: pairs of characters as one text. */
declare module "opencc-js/dict/TSCharacters" {
  const characters: string;
  export default characters;
}
