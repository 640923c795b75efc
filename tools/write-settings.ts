import { namesOf, settings } from '../src/config.ts';

/** The page of `docs/operating` that lists every setting, from the one list that the program reads them by. */
export function writeSettings(): string {
  const lines = Object.entries(settings).map(([name, setting]) => {
    const names = namesOf(name, setting).map((one) => `\`${one}\``);
    const [first, ...others] = names;
    const also = others.length > 0 ? `<br>also ${others.join(', ')}` : '';
    const fallback = setting.fallback ? `\`${setting.fallback}\`` : 'none';
    return `| ${first}${also} | ${setting.kind} | ${fallback} | ${setting.sentence} |`;
  });
  return `# Settings

<!-- Written by \`npm run generate\` from src/config.ts. Do not edit. -->

All are optional and read from the environment. An empty value counts as none, and a \`MARU_…\` name that is not listed here stops the start. A name that ends in \`_FILE\` takes the path of a file that holds the value.

| Name | Value | Default | What it does |
| --- | --- | --- | --- |
${lines.join('\n')}
`;
}
