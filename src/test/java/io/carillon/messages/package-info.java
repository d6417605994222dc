/** What the service says about mistakes, as approved text: files below {@code src/test/resources/messages}. */
package io.carillon.messages;
