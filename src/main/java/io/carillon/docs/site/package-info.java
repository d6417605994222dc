/**
 * Makes the pages of the documentation, at build time; it is not in the WAR. Comes in: {@code src/docs}, the README and the files
 * of the repository to which they link. Goes out: a folder of HTML with an index for its search.
 */
package io.carillon.docs.site;
