package io.carillon.tenant;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.Flaw;
import io.carillon.problem.ProblemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which parents an organization may have. */
class OrganizationParentsTest {

    private final Map<Long, Organization> organizations = new HashMap<>();

    OrganizationParentsTest() {
        add(1, null);
        add(2, 1L);
        add(3, 2L);
    }

    @Test
    void aParentMayHaveParentsItself() {
        assertDoesNotThrow(() -> check(4, 3L));
        assertDoesNotThrow(() -> check(4, 1L));
        assertDoesNotThrow(() -> check(4, null));
    }

    @Test
    void anOrganizationMayMoveWithinItsTree() {
        assertDoesNotThrow(() -> check(3, 1L));
        assertDoesNotThrow(() -> check(2, null));
    }

    @Test
    void aParentMustExist() {
        assertRefused(4, 9L, "is not an organization: 9");
        add(5, 8L);
        assertRefused(4, 5L, "is not an organization: 8");
    }

    @Test
    void aParentMustNotBeTheOrganizationItselfOrItsDescendant() {
        assertRefused(4, 4L, "must not form a cycle of parents");
        assertRefused(2, 3L, "must not form a cycle of parents");
        assertRefused(1, 3L, "must not form a cycle of parents");
    }

    @Test
    void aCycleAboveTheOrganizationEndsTheSearch() {
        add(6, 7L);
        add(7, 6L);
        assertRefused(4, 6L, "must not form a cycle of parents");
    }

    private void add(long id, Long parent) {
        Organization organization = new Organization(id, Instant.EPOCH);
        organization.describe("O" + id, parent, null, null);
        organizations.put(id, organization);
    }

    private void check(long id, Long parent) {
        OrganizationWrites.checkParent(id, parent, organizations::get);
    }

    private void assertRefused(long id, Long parent, String detail) {
        ProblemException problem = assertThrows(ProblemException.class, () -> check(id, parent));
        assertThat(problem.flaws(), contains(Flaw.ofValue("/parentId", detail)));
    }
}
