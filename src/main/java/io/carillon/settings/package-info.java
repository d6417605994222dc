/**
 * The table of settings. Comes in: the text of each setting, from environment variables or any other source. Goes out: checked
 * values, or all faults in one sentence each. Must not be here: anything but the JDK, or any use of a setting.
 */
package io.carillon.settings;
