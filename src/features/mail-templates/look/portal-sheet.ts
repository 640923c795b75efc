import { shadesOf } from './shades.ts';

/** The portal's colours where the account has one of its own, for `/portal/look.css`. Stands above tokens.css by being said twice. */
export function portalSheet(color: string): string {
  const { fill, fill_strong, on_fill, on_light, on_dark } = shadesOf(color);
  return `:root:root {
  --accent: light-dark(${on_light}, ${on_dark});
  --accent-strong: light-dark(color-mix(in srgb, ${on_light} 85%, black), color-mix(in srgb, ${on_dark} 80%, white));
  --accent-soft: light-dark(color-mix(in srgb, ${fill} 9%, white), color-mix(in srgb, ${fill} 28%, #17181b));
  --accent-fill: ${fill};
  --accent-fill-strong: ${fill_strong};
  --on-accent: ${on_fill};
}
`;
}
