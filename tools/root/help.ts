/** What `npm run root -- --help` says. */
export const HELP = `npm run root -- key NAME --key FILE
npm run root -- online NAME --key FILE
npm run root -- draft [PUBLIC…] [--before FILE] [--replace NAME=PUBLIC] [--drop NAME] [--threshold ROLE=NUMBER] --out FILE
npm run root -- show CANDIDATE [--before FILE]
npm run root -- sign CANDIDATE [--before FILE] --key FILE --out FILE
npm run root -- join CANDIDATE SIGNATURE… [--before FILE] --out FILE

  key     makes a key in the new file FILE under a passphrase and its public half in FILE.public; NAME is root.1, root.2, …
          of a holder of the root, 0.o1, 0.o2, … of an officer
  online  makes the nation's online key, NAME 0.s1, 0.s2, …: FILE is the secret YIMA_ONLINE_KEY, FILE.public its public half
  draft   makes a root that nobody has signed yet: the first one of these public halves, or the one after --before with them
          too; --replace and --drop take keys out of it; ROLE is root or register, NUMBER how many of its keys must sign
  show    says what the candidate changes and who must sign it
  sign    says it too, asks for your passphrase, and writes your signature of exactly this
  join    puts the signatures of several holders together, and says whether they are enough under the old root and the new one
  --before  the root that holds now; without it there is none yet
`;
