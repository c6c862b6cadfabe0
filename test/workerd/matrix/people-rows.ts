/**
 * Expected answers of the routes of persons, by role and by the person in the path: `own` is the login's own person, `theirs` the manager's dependant under the manager's id,
 * `claimed` the dependant whom the resident has asked to manage, still without an answer. An office over a person's address gives
 * no right over the person.
 */
export const PEOPLE_ROWS = `
           visitor resident manager collector dismissed community street district city  operator client
GET /api/v1/me
  any      login   200      200     200       200       200       200    200      200   login    login
POST /api/v1/people
  any      login   201      201     201       201       201       201    201      201   login    login
DELETE /api/v1/people/:person
  own      login   204      204     204       204       204       204    204      204   login    login
  theirs   login   who      204     who       who       who       who    who      who   login    login
  claimed  .       204      .       .         .         .         .      .        .     .        .
POST /api/v1/people/:person/claims/:claim
  own      login   gone     gone    gone      gone      gone      gone   gone     gone  login    login
  theirs   login   who      204     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
POST /api/v1/people/:person/proof
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      asked   who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
POST /api/v1/people/:person/managers/:manager
  own      login   204      204     204       204       204       204    204      204   login    login
  theirs   login   who      asked   who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
POST /api/v1/people/:person/phone-change
  own      login   204      204     204       204       204       204    204      204   login    login
  theirs   login   who      asked   who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
GET /api/v1/people/:person/declarations
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      200     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
POST /api/v1/people/:person/declarations
  own      login   201      201     201       201       201       201    201      201   login    login
  theirs   login   who      201     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
GET /api/v1/people/:person/declarations/:n
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      200     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
GET /api/v1/people/:person/check-ins
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      200     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
POST /api/v1/people/:person/check-ins
  own      login   201      201     201       201       201       201    201      201   login    login
  theirs   login   who      201     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
GET /api/v1/people/:person/colour
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      200     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
GET /api/v1/people/:person/decisions
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      200     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
GET /api/v1/people/:person/appeals
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      200     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
POST /api/v1/people/:person/appeals
  own      login   calm     calm    calm      calm      calm      calm   calm     calm  login    login
  theirs   login   who      calm    who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
PUT /api/v1/people/:person/appeals/:appeal/files/:file
  own      login   201      201     201       201       201       201    201      201   login    login
  theirs   login   who      201     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
GET /api/v1/people/:person/appeals/:appeal/files/:file
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      200     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
POST /api/v1/people/:person/credentials
  own      login   201      201     201       201       201       201    201      201   login    login
  theirs   login   who      201     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
DELETE /api/v1/people/:person/credentials
  own      login   204      204     204       204       204       204    204      204   login    login
  theirs   login   who      204     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
GET /api/v1/people/:person/looks
  own      login   200      200     200       200       200       200    200      200   login    login
  theirs   login   who      200     who       who       who       who    who      who   login    login
  claimed  .       asked    .       .         .         .         .      .        .     .        .
`;
