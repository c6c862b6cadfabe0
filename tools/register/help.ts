/** What `npm run register -- --help` says. */
export const HELP = `With the nation's host:
npm run register -- admit APPLICATION --nation ADDRESS --root FILE --key FILE
npm run register -- remove CODE       --nation ADDRESS --root FILE --key FILE
npm run register -- readmit CODE      --nation ADDRESS --root FILE --key FILE
npm run register -- retire KEY        --nation ADDRESS --root FILE --key FILE
npm run register -- renew             --nation ADDRESS --root FILE --key FILE
npm run register -- sign              --nation ADDRESS --root FILE --key FILE
npm run register -- suspend CODE --reason key_leak --nation ADDRESS --root FILE --key FILE

  admit    says what the next register changes, signs it and hands it in; APPLICATION is the file that the
           issuer's operator made with npm run issuer -- apply
  remove   the same without the member CODE; readmit ends its suspensions; retire takes the identity key KEY, such as
           4201.i1, from its member, which has a newer one
  renew    the same without a change: before the register ends after 180 days, or after a new root
  sign     the same for the register that waits for a second signature
  suspend  one officer alone suspends the member CODE at once: gates elsewhere ask about its codes, its own gates go on;
           only readmit, by two, ends it
  Your register is kept beside your key as FILE.register: you see every change since you last looked.

Without it:
npm run register -- key NAME --key FILE
npm run register -- show CANDIDATE --root FILE [--held FILE]
npm run register -- sign CANDIDATE --root FILE [--held FILE] --key FILE --out FILE
npm run register -- join CANDIDATE SIGNATURE… --root FILE --out FILE

  key     makes your key in the new file FILE under a passphrase and prints its public half for the root; NAME is 0.o1, 0.o2, …
  show    says what the candidate changes
  sign    says it too, asks for your passphrase, and writes your signature of exactly this
  join    puts the signatures of several officers together, and says whether they are enough
  CANDIDATE  the file or the address of a register that is not signed yet
  --root  the root that you trust
  --before
          the root before it, if so many officers have left with the new root that the register that holds does not count under it
  --held  the register that holds now; without it there is none yet
  --local the members are all on one machine, as after npm start
`;
