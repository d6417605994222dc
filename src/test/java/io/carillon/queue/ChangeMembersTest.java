package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeMembersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "occurredAt | '' | must be an RFC 3339 time", "occurredAt | yesterday | must be an RFC 3339 time",
        "resourceOperation | '' | must be create, update or delete",
        "resourceOperation | destroyed at once | must be create, update or delete",
        "id | '' | must have 1 to 200", "eventType | '' | must have 1 to 100", "resourceType | '' | must have 1 to 60",
        "resourceId | '' | must have 1 to 200"})
    void aBadTextIsOneFlaw(String member, String text, String detail) {
        List<Flaw> flaws = read(member, text).flaws();
        assertThat(flaws.stream().map(Flaw::pointer).toList(), contains("/" + member));
        assertThat(flaws.get(0).detail(), startsWith(detail));
    }

    @Test
    void aTimeMayHaveManyDigits() {
        ChangeMembers members = read("occurredAt", "2025-06-09T10:30:00." + "1".repeat(500) + "+23:59");
        assertThat(members.flaws(), is(List.of()));
        assertThat(members.change().occurredAt(), is(Instant.parse("2025-06-08T10:31:00.111111Z")));
    }

    private static ChangeMembers read(String member, String text) {
        ObjectNode change = StrictJson.mapper().createObjectNode().put("organizationId", 1).put("resourceType", "team")
                .put("resourceOperation", "update").put("resourceId", "t1");
        return new ChangeMembers(change.put(member, text), new Location("", Notation.POINTER));
    }
}
