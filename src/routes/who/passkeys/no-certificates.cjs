// Takes the place of the packages that read certificates in the bundle of the worker (wrangler.toml): only attestations need them, and none is asked for.
module.exports = {};
