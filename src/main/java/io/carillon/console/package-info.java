/**
 * How people reach the console in a browser: its files, the session that stands for a key, and links for tenants' people. Comes
 * in: a key, the code of a link, or an answer of the OpenID provider. Goes out: the pages, and for each of their requests the
 * {@link io.carillon.access.Caller} of its session. Must not be here: what the pages show, which they read from the API like any
 * other client.
 */
package io.carillon.console;
