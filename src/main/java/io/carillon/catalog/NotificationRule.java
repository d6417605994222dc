package io.carillon.catalog;

import io.carillon.platform.EnumWords;

/** Who is notified of one operation on one resource type: a cell of the matrix. */
public enum NotificationRule {
    /** The organization named by the change is notified. */
    NOTIFY,
    /** Only the parent organization is notified; an organization without a parent is notified itself. */
    NOTIFY_PARENT,
    /** Carillon accepts the change and notifies no organization. */
    SILENT,
    /** The operation does not exist for this type; Carillon rejects the change. */
    ABSENT;

    /** The form in the database and in {@code /resource-types}, such as {@code notify-parent}. */
    public String word() {
        return EnumWords.of(this);
    }

    static NotificationRule ofWord(String word) {
        return EnumWords.read(NotificationRule.class, word);
    }
}
