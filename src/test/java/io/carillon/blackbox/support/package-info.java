/**
 * What black-box tests need: processes of Carillon, a broker and PostgreSQL, clients of the API and of every JMS protocol, a
 * receiver, and scenarios. Imports no class of Carillon.
 */
package io.carillon.blackbox.support;
