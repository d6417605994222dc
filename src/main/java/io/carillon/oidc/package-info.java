/**
 * Signing in with an OpenID provider: the authorization code flow with PKCE. Comes in: a
 * {@link io.carillon.oidc.SignInAttempt}, and the code with which the provider answers it. Goes out: the
 * {@link io.carillon.oidc.Person} in a verified ID token. Must not be here: cookies and sessions.
 */
package io.carillon.oidc;
