// Takes the place of the packages that read certificates in the bundle of the worker (tools/worker-bundle.ts): only attestations need them, and none is asked for.
module.exports = {};
