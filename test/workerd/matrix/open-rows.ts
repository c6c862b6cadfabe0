/** Expected answers of the routes without a division or a person in the path: those for everybody, of operators, clients and officers, and those that begin and end a login. */
export const OPEN_ROWS = `
           visitor resident manager collector dismissed community street district city  operator client
GET /healthz
  any      200     200      200     200       200       200       200    200      200   200      200
GET /openapi.json
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/yima-issuer
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/jwks.json
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/oauth-authorization-server
  any      200     200      200     200       200       200       200    200      200   200      200
GET /api/v1/interface/return-codes
  any      200     200      200     200       200       200       200    200      200   200      200
POST /api/v1/interface/verify-code
  any      token   token    token   token     token     token     token  token    token token    200
POST /api/v1/interface/query-health
  any      token   token    token   token     token     token     token  token    token token    200
POST /api/v1/token
  any      form    form     form    form      form      form      form   form     form  form     200
GET /.well-known/trust/root/:version
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/trust/register
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/trust/register/:seq
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/trust/state
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/trust/book
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/trust/colours
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/trust/colours/:issuer
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/trust/past/:issuer
  any      200     200      200     200       200       200       200    200      200   200      200
GET /.well-known/trust/examples/:issuer
  any      200     200      200     200       200       200       200    200      200   200      200
GET /api/v1/members
  any      login   admin    admin   admin     admin     admin     admin  admin    other login    login
POST /api/v1/examinations
  any      login   admin    admin   admin     admin     admin     admin  admin    other login    login
GET /.well-known/trust/candidates
  any      other   other    other   other     other     other     other  other    other other    other
POST /api/v1/registers
  any      other   other    other   other     other     other     other  other    other other    other
POST /api/v1/suspensions
  any      other   other    other   other     other     other     other  other    other other    other
POST /api/v1/letters
  any      other   other    other   other     other     other     other  other    other other    other
POST /api/v1/conversions
  any      other   other    other   other     other     other     other  other    other other    other
POST /api/v1/statements
  any      other   other    other   other     other     other     other  other    other other    other
GET /.well-known/trust/statement/:issuer
  any      200     200      200     200       200       200       200    200      200   200      200
GET /status/:issuer/:list
  any      200     200      200     200       200       200       200    200      200   200      200
GET /status/:list
  any      200     200      200     200       200       200       200    200      200   200      200
GET /api/v1/time
  any      200     200      200     200       200       200       200    200      200   200      200
GET /api/v1/regions
  any      200     200      200     200       200       200       200    200      200   200      200
GET /api/v1/divisions/added
  any      200     200      200     200       200       200       200    200      200   200      200
GET /api/v1/divisions/match
  any      200     200      200     200       200       200       200    200      200   200      200
POST /api/v1/operator/administrators
  any      sign    sign     sign    sign      sign      sign      sign   sign     sign  202      sign
POST /api/v1/operator/application
  any      sign    sign     sign    sign      sign      sign      sign   sign     sign  200      sign
POST /api/v1/operator/issuers
  any      sign    sign     sign    sign      sign      sign      sign   sign     sign  host     sign
POST /api/v1/operator/keys
  any      sign    sign     sign    sign      sign      sign      sign   sign     sign  else     sign
POST /api/v1/operator/facts
  any      sign    sign     sign    sign      sign      sign      sign   sign     sign  201      sign
POST /api/v1/operator/waiting
  any      sign    sign     sign    sign      sign      sign      sign   sign     sign  200      sign
POST /api/v1/operator/decisions
  any      sign    sign     sign    sign      sign      sign      sign   sign     sign  200      sign
POST /api/v1/facts
  any      key     key      key     key       key       key       key    key      key   key      200
PUT /api/v1/facts/:import
  any      login   admin    admin   admin     admin     admin     admin  admin    202   key      202
GET /api/v1/facts/:import
  any      login   admin    admin   admin     admin     admin     admin  admin    200   key      200
GET /api/v1/facts/:import/reading
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/facts/:import/refused.csv
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/lists
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/areas
  any      200     200      200     200       200       200       200    200      200   200      200
POST /api/v1/areas
  any      login   admin    admin   admin     admin     admin     admin  admin    two   key      200
PUT /api/v1/areas/:import
  any      login   admin    admin   admin     admin     admin     admin  admin    202   key      202
GET /api/v1/areas/:import
  any      login   admin    admin   admin     admin     admin     admin  admin    200   key      200
GET /api/v1/areas/:import/reading
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/areas/:import/refused.csv
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/manual-changes
  any      200     200      200     200       200       200       200    200      200   200      200
GET /api/v1/verifications
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/peers
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/rule-sets
  any      200     200      200     200       200       200       200    200      200   200      200
POST /api/v1/rule-sets
  any      login   admin    admin   admin     admin     admin     admin  admin    201   login    login
GET /api/v1/rule-sets/:id
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
POST /api/v1/rule-sets/:id/trial
  any      login   admin    admin   admin     admin     admin     admin  admin    202   login    login
GET /api/v1/rule-sets/:id/trial
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
DELETE /api/v1/rule-sets/:id/trial
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/clients
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
POST /api/v1/clients
  any      login   admin    admin   admin     admin     admin     admin  admin    201   login    login
POST /api/v1/clients/:id/approvals
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
POST /api/v1/clients/:id/revocations
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
GET /api/v1/proposals
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
POST /api/v1/proposals
  any      login   admin    admin   admin     admin     admin     admin  admin    201   login    login
POST /api/v1/proposals/:id/approvals
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
POST /api/v1/proposals/:id/refusals
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
POST /api/v1/proposals/:id/withdrawals
  any      login   admin    admin   admin     admin     admin     admin  admin    200   login    login
POST /api/v1/verify
  any      200     200      200     200       200       200       200    200      200   200      200
POST /api/v1/verifications
  any      200     200      200     200       200       200       200    200      200   200      200
POST /api/v1/otp
  any      202     202      202     202       202       202       202    202      202   202      202
POST /api/v1/sessions
  any      201     201      201     201       201       201       201    201      201   201      201
POST /api/v1/logins
  any      201     201      201     201       201       201       201    201      201   201      201
POST /api/v1/logins/answer
  any      201     201      201     201       201       201       201    201      201   201      201
GET /api/v1/passkeys
  any      login   200      200     200       200       200       200    200      200   login    login
POST /api/v1/passkeys/beginnings
  any      login   noseat   noseat  noseat    200       200       200    200      200   login    login
POST /api/v1/passkeys
  any      login   noseat   noseat  noseat    fake      fake      fake   fake     fake  login    login
POST /api/v1/passkeys/challenges
  any      login   nokey    nokey   nokey     nokey     nokey     nokey  nokey    nokey login    login
POST /api/v1/passkeys/showings
  any      login   over     over    over      over      over      over   over     over  login    login
PATCH /api/v1/passkeys/:passkey
  any      login   nokey    nokey   nokey     nokey     nokey     nokey  nokey    nokey login    login
DELETE /api/v1/passkeys/:passkey
  any      login   nokey    nokey   nokey     nokey     nokey     nokey  nokey    nokey login    login
GET /api/v1/sessions
  any      login   200      200     200       200       200       200    200      200   login    login
DELETE /api/v1/sessions
  any      login   200      200     200       200       200       200    200      200   login    login
DELETE /api/v1/sessions/:session
  any      login   204      204     204       204       204       204    204      204   login    login
GET /api/v1/sessions/current
  any      200     200      200     200       200       200       200    200      200   200      200
DELETE /api/v1/sessions/current
  any      login   204      204     204       204       204       204    204      204   login    login
`;
