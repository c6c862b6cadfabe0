/**
 * Expected answers of the routes of a community, by role and by the relation of the path's division to the role's own. Streets have gates too; districts and cities are
 * no communities (`place`). No route here shows a collector the history of passes.
 */
export const COMMUNITY_ROWS = `
           visitor resident manager collector dismissed community street district city  operator client
GET /api/v1/communities/:division
  own      login   role     role    200       role      200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   role     role    role      role      role      place  place    place login    login
  other    login   role     role    role      role      role      role   role     place login    login
GET /api/v1/communities/:division/points
  own      login   role     role    200       role      200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   role     role    role      role      role      place  place    place login    login
  other    login   role     role    role      role      role      role   role     place login    login
POST /api/v1/communities/:division/points
  own      login   admin    admin   admin     admin     201       201    place    place login    login
  lower    .       .        .       .         .         .         201    201      201   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
PATCH /api/v1/communities/:division/points/:id
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
DELETE /api/v1/communities/:division/points/:id
  own      login   admin    admin   admin     admin     204       204    place    place login    login
  lower    .       .        .       .         .         .         204    204      204   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/communities/:division/points/:id/restoration
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
PUT /api/v1/communities/:division/post
  own      login   gate     gate    204       gate      gate      gate   place    place login    login
  lower    .       .        .       .         .         .         gate   gate     gate  .        .
  above    login   gate     gate    gate      gate      gate      place  place    place login    login
  other    login   gate     gate    gate      gate      gate      gate   gate     place login    login
POST /api/v1/communities/:division/redeclarations
  own      login   gate     gate    200       gate      gate      gate   place    place login    login
  lower    .       .        .       .         .         .         gate   gate     gate  .        .
  above    login   gate     gate    gate      gate      gate      place  place    place login    login
  other    login   gate     gate    gate      gate      gate      gate   gate     place login    login
GET /api/v1/communities/:division/collectors
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/communities/:division/collectors
  own      login   admin    admin   admin     admin     201       201    place    place login    login
  lower    .       .        .       .         .         .         201    201      201   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/communities/:division/collectors/:id
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/communities/:division/collectors/found
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
DELETE /api/v1/communities/:division/collectors/:id
  own      login   admin    admin   admin     admin     204       204    place    place login    login
  lower    .       .        .       .         .         .         204    204      204   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/communities/:division/collectors/:id/restoration
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/communities/:division/passes
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/communities/:division/passes.csv
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/communities/:division/passes.xlsx
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
GET /api/v1/communities/:division/exports
  own      login   admin    admin   admin     admin     200       200    place    place login    login
  lower    .       .        .       .         .         .         200    200      200   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
POST /api/v1/communities/:division/passes
  own      login   away     away    taken     away      away      away   place    place login    login
  lower    .       .        .       .         .         .         away   away     away  .        .
  above    login   away     away    away      away      away      place  place    place login    login
  other    login   away     away    away      away      away      away   away     place login    login
GET /api/v1/communities/:division/live
  own      login   admin    admin   admin     admin     101       101    place    place login    login
  lower    .       .        .       .         .         .         101    101      101   .        .
  above    login   admin    admin   admin     admin     admin     place  place    place login    login
  other    login   admin    admin   admin     admin     admin     admin  admin    place login    login
`;
