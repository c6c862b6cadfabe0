/**
 * Expected answers of the routes of a division, by role and by the relation of the path's division to the role's own. Its own administrators see it and decide its applications; only an administrator
 * above appoints or removes its administrators. Above a city there is no division of this issuer.
 */
export const DIVISION_ROWS = `
           visitor resident manager collector dismissed community street district city  operator client
GET /api/v1/divisions/:division/administrators
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/administrators/waiting
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/proposals/waiting
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/administrators
  own      login   admin    admin   admin     admin     admin     admin  admin    admin login    login
  lower    .       .        .       .         .         .         201    201      201   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/administrators/passkeys
  own      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/administrators/:id/passkey-loss
  own      login   admin    admin   admin     admin     admin     admin  admin    empty login    login
  lower    .       .        .       .         .         .         empty  empty    empty .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/administrators/:id/passkey-loss/approvals
  own      login   admin    admin   admin     admin     admin     admin  admin    empty login    login
  lower    .       .        .       .         .         .         empty  empty    empty .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/administrators/:id/removal
  own      login   admin    admin   admin     admin     admin     admin  admin    admin login    login
  lower    .       .        .       .         .         .         204    204      204   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/administrators/:id/replacement
  own      login   admin    admin   admin     admin     admin     admin  admin    admin login    login
  lower    .       .        .       .         .         .         201    201      201   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/appointments/:id/approvals
  own      login   admin    admin   admin     admin     admin     admin  admin    post  login    login
  lower    .       .        .       .         .         .         post   post     post  .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/appointments/:id/refusals
  own      login   admin    admin   admin     admin     admin     admin  admin    post  login    login
  lower    .       .        .       .         .         .         post   post     post  .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/appointments/:id/withdrawals
  own      login   admin    admin   admin     admin     admin     admin  admin    post  login    login
  lower    .       .        .       .         .         .         post   post     post  .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/communities
  own      login   admin    admin   admin     admin     level     201    level    level login    login
  lower    .       .        .       .         .         .         level  level    level .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/aliases
  own      login   admin    admin   admin     admin     admin     admin  admin    admin login    login
  lower    .       .        .       .         .         .         201    201      201   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/applications
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/applications
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/applications/waiting
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/applications/:id
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/cases
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/cases/waiting
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/cases
  own      login   admin    admin   admin     admin     201       201    201      201   login    login
  lower    .       .        .       .         .         .         201    201      201   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/cases/:id
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/tracks
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/decisions
  own      login   admin    admin   admin     admin     county    county 200      200   login    login
  lower    .       .        .       .         .         .         county 200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/looks
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/appeals
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/appeals/waiting
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/appeals/:id/answers
  own      login   admin    admin   admin     admin     none      none   none     none  login    login
  lower    .       .        .       .         .         .         none   none     none  .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/appeals/:id/files/:file
  own      login   admin    admin   admin     admin     none      none   none     none  login    login
  lower    .       .        .       .         .         .         none   none     none  .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/reviews
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/reviews/waiting
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/divisions/:division/reviews/:id/findings
  own      login   admin    admin   admin     admin     ended     ended  ended    ended login    login
  lower    .       .        .       .         .         .         ended  ended    ended .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/divisions/:division/statistics
  own      login   admin    admin   admin     admin     200       200    200      200   login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     admin  admin    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
`;
