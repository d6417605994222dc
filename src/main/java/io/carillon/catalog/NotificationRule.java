package io.carillon.catalog;

import io.carillon.platform.EnumWords;

/** A cell of the matrix: what one operation on one resource type leads to. */
public enum NotificationRule {
    /** The organization named by the change is notified. */
    NOTIFY,
    /** Only the parent is; an organization without one is notified itself. */
    NOTIFY_PARENT,
    /** The change is accepted and nobody is notified. */
    SILENT,
    /** The operation does not exist for this type; the change is refused. */
    ABSENT;

    /** The form in the database and in {@code /resource-types}, such as {@code notify-parent}. */
    public String word() {
        return EnumWords.of(this);
    }

    static NotificationRule ofWord(String word) {
        return EnumWords.read(NotificationRule.class, word);
    }
}
