package io.carillon.insight;

import io.carillon.access.CurrentCaller;
import io.carillon.access.Role;
import java.util.stream.Stream;

/**
 * Who asks, and so what an answer may say.
 *
 * @param organization the organization that the caller is limited to; null if none
 * @param application  the application that the caller is limited to; null if none
 * @param seesContacts whether an application may read the contact of an organization that has not enabled it
 */
record Viewer(Role role, Long organization, String application, boolean seesContacts) {

    static Viewer of(CurrentCaller caller, boolean seesContacts) {
        return new Viewer(caller.get().role(), caller.organization().orElse(null), caller.application().orElse(null),
                seesContacts);
    }

    boolean isOperator() {
        return role == Role.OPERATOR;
    }

    boolean isApplication() {
        return role == Role.APPLICATION;
    }

    /** Whether the caller may see and change everything about the application. */
    boolean manages(Registry.App app) {
        return isOperator() || app.id().equals(application) || organization != null && organization.equals(app.owner());
    }

    /** Whether the caller may see who reported a change and under which id. */
    boolean seesIdOf(ReportedChange change) {
        return isOperator() || organization != null && organization == change.reportedBy();
    }

    /** The tenant that the caller is limited to, as a value for each of {@code count} places in a statement. */
    Object[] tenantTimes(long count) {
        Object tenant = isApplication() ? application : organization;
        return Stream.generate(() -> tenant).limit(count).toArray();
    }
}
