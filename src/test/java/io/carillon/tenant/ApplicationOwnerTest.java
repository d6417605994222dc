package io.carillon.tenant;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.Flaw;
import io.carillon.problem.ProblemException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who owns a new application; the organizations 1 and 2 exist. */
class ApplicationOwnerTest {

    private static final Optional<Long> OPERATOR = Optional.empty();

    @Test
    void anOperatorChoosesTheOwner() {
        assertThat(owner(2L, OPERATOR), is(2L));
        assertThat(owner(null, OPERATOR), is(nullValue()));
    }

    @Test
    void anOrganizationOwnsWhatItCreates() {
        assertThat(owner(null, Optional.of(1L)), is(1L));
        assertThat(owner(1L, Optional.of(1L)), is(1L));
    }

    @Test
    void anotherOrganizationLooksLikeOneThatDoesNotExist() {
        assertRefused(2L, Optional.of(1L));
        assertRefused(9L, Optional.of(1L));
        assertRefused(9L, OPERATOR);
    }

    @Test
    void largeIdsAreComparedByValue() {
        long id = 9_007_199_254_740_991L;
        assertThat(ApplicationsResource.owner(Long.valueOf(id), Optional.of(Long.valueOf(id)), any -> true), is(id));
    }

    private static void assertRefused(Long requested, Optional<Long> caller) {
        ProblemException problem = assertThrows(ProblemException.class, () -> owner(requested, caller));
        assertThat(problem.flaws(), contains(Flaw.ofValue("/ownerOrganizationId", "is not an organization: " + requested)));
    }

    private static Long owner(Long requested, Optional<Long> caller) {
        return ApplicationsResource.owner(requested, caller, Set.of(1L, 2L)::contains);
    }
}
