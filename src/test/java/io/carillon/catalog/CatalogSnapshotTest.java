package io.carillon.catalog;

import static io.carillon.catalog.NotificationRule.ABSENT;
import static io.carillon.catalog.NotificationRule.NOTIFY;
import static io.carillon.catalog.NotificationRule.NOTIFY_PARENT;
import static io.carillon.catalog.NotificationRule.SILENT;
import static io.carillon.catalog.Operation.CREATE;
import static io.carillon.catalog.Operation.DELETE;
import static io.carillon.catalog.Operation.UPDATE;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import io.carillon.catalog.Meaning.Known;
import io.carillon.catalog.Meaning.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogSnapshotTest {

    private final CatalogSnapshot matrix = new CatalogSnapshot(
            List.of(new ResourceType("team", null, NOTIFY, NOTIFY, NOTIFY),
                    new ResourceType("roster", "team", NOTIFY, NOTIFY, NOTIFY),
                    new ResourceType("affiliation", null, NOTIFY_PARENT, NOTIFY_PARENT, NOTIFY_PARENT),
                    new ResourceType("profile", null, SILENT, SILENT, SILENT),
                    new ResourceType("membership", null, NOTIFY, NOTIFY, ABSENT),
                    new ResourceType("competition", null, ABSENT, NOTIFY, ABSENT)),
            List.of(new EventType("team.created", "team", CREATE, true), new EventType("team.updated", "team", UPDATE, true),
                    new EventType("team.deleted", "team", DELETE, true),
                    new EventType("team.member_added", "team", UPDATE, false),
                    new EventType("roster.deleted", "roster", DELETE, true),
                    new EventType("affiliation.created", "affiliation", CREATE, true),
                    new EventType("profile.updated", "profile", UPDATE, true),
                    new EventType("membership.updated", "membership", UPDATE, true),
                    new EventType("membership.deleted", "membership", DELETE, true),
                    new EventType("competition.started", "competition", UPDATE, false),
                    new EventType("competition.ended", "competition", UPDATE, false)));

    @Test
    void someEventTypesAreNeverAnnounced() {
        assertThat(matrix.whyNeverAnnounced("membership.deleted"), is(Optional.of("a membership has no delete")));
        assertThat(matrix.whyNeverAnnounced("membership.updated"), is(Optional.empty()));
        assertThat(matrix.whyNeverAnnounced("profile.updated"),
                is(Optional.of("organizations are not notified of profile.updated")));
        assertThat(matrix.whyNeverAnnounced("roster.deleted"),
                is(Optional.of("a roster is part of a team, whose update is announced instead")));
    }

    @Test
    void anEventTypeIsHiddenFromWhoLacksOneOfItsFlags() {
        EventType flagged = new EventType("team.updated", "team", UPDATE, true);
        flagged.openTo(List.of("beta", "early"));
        CatalogSnapshot some = new CatalogSnapshot(List.of(new ResourceType("team", null, NOTIFY, NOTIFY, NOTIFY)),
                List.of(flagged, new EventType("team.created", "team", CREATE, true)));
        assertThat(some.hiddenFrom(List.of()), is(Set.of("team.updated")));
        assertThat(some.hiddenFrom(List.of(Set.of("beta"), Set.of("early"))), is(Set.of("team.updated")));
        assertThat(some.hiddenFrom(List.of(Set.of("beta"), Set.of("early", "beta", "x"))), is(Set.of()));
        assertThat(some.openTo(Set.of("beta")).eventTypeNames(), is(Set.of("team.created")));
        assertThat(some.openTo(Set.of("beta")).meaningOf(null, "team", "update"), instanceOf(Unknown.class));
        assertThat(some.openTo(Set.of("beta", "early")), sameInstance(some));
        assertThat(some.byFlags(List.of("team.updated", "team.created")), is(Map.of(
                Set.of("beta", "early"), Set.of("team.updated"), Set.of(), Set.of("team.created"))));
    }

    @Test
    void withoutFlagsNothingIsHidden() {
        assertThat(matrix.hasFlags(), is(false));
        assertThat(matrix.hiddenFrom(List.of()), is(Set.of()));
        assertThat(matrix.openTo(Set.of()), sameInstance(matrix));
    }

    @Test
    void anOperationHasItsDefaultEventType() {
        assertThat(matrix.meaningOf(null, "team", "update"),
                is(new Known("team.updated", "team", UPDATE, NOTIFY, "team.updated")));
    }

    @Test
    void anEventTypeStandsForItsOperation() {
        assertThat(matrix.meaningOf("team.member_added", null, null),
                is(new Known("team.member_added", "team", UPDATE, NOTIFY, "team.member_added")));
    }

    @Test
    void anyRosterChangeIsAnUpdateOfTheTeam() {
        assertThat(matrix.meaningOf(null, "roster", "delete"),
                is(new Known("team.updated", "team", UPDATE, NOTIFY, "roster.deleted")));
    }

    @Test
    void parentOnlyAndSilentAreKnown() {
        assertThat(matrix.meaningOf(null, "affiliation", "create"),
                is(new Known("affiliation.created", "affiliation", CREATE, NOTIFY_PARENT, "affiliation.created")));
        assertThat(matrix.meaningOf(null, "profile", "update"),
                is(new Known("profile.updated", "profile", UPDATE, SILENT, "profile.updated")));
    }

    @Test
    void whatTheCatalogDoesNotKnowIsNamedWithItsPlace() {
        assertUnknown(matrix.meaningOf("team.moved", null, null), "event-type-unknown", "/eventType");
        assertUnknown(matrix.meaningOf(null, "horse", "create"), "resource-type-unknown", "/resourceType");
        assertUnknown(matrix.meaningOf(null, "membership", "delete"), "operation-absent", "/resourceOperation");
        assertUnknown(matrix.meaningOf(null, "competition", "update"), "event-type-missing", "/eventType");
        assertUnknown(matrix.meaningOf("team.created", "roster", null), "resource-type-contradicts", "/resourceType");
        assertUnknown(matrix.meaningOf("team.created", "team", "update"), "operation-contradicts", "/resourceOperation");
    }

    @Test
    void dataAreCheckedByTheSchemaOfWhatWasReported() {
        EventType type = new EventType("roster.moved", "roster", UPDATE, true);
        CatalogSnapshot catalog = new CatalogSnapshot(List.of(new ResourceType("team", null, NOTIFY, NOTIFY, NOTIFY),
                new ResourceType("roster", "team", NOTIFY, NOTIFY, NOTIFY)),
                List.of(new EventType("team.updated", "team", UPDATE, true), type));
        Meaning meaning = catalog.meaningOf("roster.moved", null, null);
        assertThat(catalog.violations(meaning, "{}", Validation.REJECT), is(List.of()));
        type.specify("{\"required\":[\"to\"]}", 1);
        assertThat(catalog.violations(meaning, "{}", Validation.REJECT), is(List.of()));
        type.validate(Validation.REJECT);
        assertThat(catalog.violations(meaning, "{}", Validation.REJECT).get(0).pointer(), is("/to"));
        assertThat(catalog.violations(meaning, "{}", Validation.WARN), is(List.of()));
        assertThat(catalog.violations(meaning, "{\"to\":1}", Validation.REJECT), is(List.of()));
        assertThat(catalog.violations(catalog.meaningOf(null, "team", "update"), "{}", Validation.REJECT), is(List.of()));
    }

    /** Only another version can have written it; then a change must not be lost. */
    @Test
    void aSchemaThatCannotBeReadChecksNothing() {
        EventType type = new EventType("team.updated", "team", UPDATE, true);
        type.specify("{\"properties\":1,\"$ref\":\"https://example.com/x\"}", 1);
        type.validate(Validation.REJECT);
        CatalogSnapshot catalog =
                new CatalogSnapshot(List.of(new ResourceType("team", null, NOTIFY, NOTIFY, NOTIFY)), List.of(type));
        assertThat(catalog.violations(catalog.meaningOf("team.updated", null, null), "{}", Validation.REJECT), is(List.of()));
    }

    @Test
    void anEventTypeWithoutItsResourceTypeIsUnknown() {
        CatalogSnapshot torn = new CatalogSnapshot(List.of(), List.of(new EventType("team.created", "team", CREATE, true)));
        assertUnknown(torn.meaningOf("team.created", null, null), "event-type-unknown", "/eventType");
        assertUnknown(torn.meaningOf(null, "team", "create"), "resource-type-unknown", "/resourceType");
    }

    private static void assertUnknown(Meaning meaning, String reason, String pointer) {
        assertThat(meaning, instanceOf(Unknown.class));
        assertThat(((Unknown) meaning).flaw().reason(), is(reason));
        assertThat(((Unknown) meaning).flaw().pointer(), is(pointer));
    }
}
