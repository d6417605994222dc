/**
 * The documentation of this version, in the service itself. Comes in: the pages that the build has made of {@code src/docs}. Goes
 * out: these pages, at {@code /docs/}. Must not be here: what a page says, or anything about the installation.
 */
package io.carillon.docs;
