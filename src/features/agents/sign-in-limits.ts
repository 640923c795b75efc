/** How often one network may try to sign agents in, by whatever way: an office behind one address comes at nine, a guesser needs thousands. */
export const signInsOfNetwork = { name: 'sign_in_agent.network', points: 100, seconds: 600 };

/** How often a signed-in agent may say his own password: whoever sits at an open session must not be able to guess it. */
export const ownPasswordTries = { name: 'own_password.agent', points: 10, seconds: 1_800 };
