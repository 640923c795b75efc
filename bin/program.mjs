// Runs the built program with what was typed behind its name; bin/run.mjs has brought the build up to date.
const { run } = await import(new URL('../build/server/index.js', import.meta.url).href);

process.exitCode = await run(process.argv.slice(2));
