/** The library that reads passkeys: three hundred modules, loaded with the first passkey and not when Maru starts. */
export const loadWebauthn = () => import('@simplewebauthn/server');
