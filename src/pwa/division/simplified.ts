/** Traditional characters as simplified ones, one for one: 康苑社區 is 康苑社区. Loads OpenCC's table (17 KB gz), so import it only where a search finds nothing. */
import { CustomConverter } from "opencc-js/core";
import characters from "opencc-js/dict/TSCharacters";

export const simplified = CustomConverter(characters);
