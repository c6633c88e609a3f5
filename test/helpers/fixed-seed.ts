import fc from 'fast-check'

// The standing run tries the same examples each time; `FUZZ_SEED=…` and the proofs in test/long try others.
fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 20_261_126) })
