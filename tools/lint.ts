/** Runs the Biome binary of this machine: its wrapper package names platforms that some registries do not carry, and `npm ci` then refuses. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const biome = createRequire(import.meta.url).resolve(`@biomejs/cli-${process.platform}-${process.arch}/biome`);
process.exit(spawnSync(biome, ['check', ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
