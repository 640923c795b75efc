import type { RouteConfig } from '@react-router/dev/routes';

/** Every page's URL and the file that draws it. */
export default [] satisfies RouteConfig;
