package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.problem.ProblemException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersFilterTest {

    private static final SortedSet<String> ALLOWED = new TreeSet<>(List.of("limit", "status"));

    /** A filter of a list. */
    static class Filter {
        @QueryParam("status")
        private String status;
        private String other;
    }

    /** A filter that has one more parameter. */
    static class LargerFilter extends Filter {
        @QueryParam("from")
        private String from;
    }

    /** A resource with one list. */
    static class Resource {
        void list(String id, @QueryParam("verbose") String verbose, @BeanParam LargerFilter filter, @BeanParam Paging paging) {
        }
    }

    @Test
    void theParametersAreThoseThatTheMethodDeclares() throws NoSuchMethodException {
        Method list = Resource.class.getDeclaredMethod("list", String.class, String.class, LargerFilter.class, Paging.class);
        assertThat(QueryParametersFilter.parametersOf(list), contains("cursor", "from", "limit", "status", "verbose"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "state | 'state' is not", "Status | limit, status", "`` | is not", "`status ` | is not"})
    void anotherParameterIsRejectedByItsName(String name, String detail) {
        assertThat(assertThrows(ProblemException.class, () -> check(ALLOWED, name, "x")).getMessage(),
                containsString(detail));
        assertThrows(ProblemException.class, () -> check(Collections.emptySortedSet(), name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "=", "status=failed&=x", "=x&status=failed", "==", "&=x"})
    void aParameterHasAName(String query) {
        assertThrows(ProblemException.class, () -> QueryParametersFilter.checkNames(query));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "status=failed", "q==x", "status", "cursor=a=&limit=1"})
    void aQueryMayHaveAnEqualsSignAfterAName(String query) {
        assertDoesNotThrow(() -> QueryParametersFilter.checkNames(query));
    }

    @Test
    void aParameterIsGivenOnceAndNotEmpty() {
        assertDoesNotThrow(() -> check(ALLOWED, "status", "failed"));
        assertThrows(ProblemException.class, () -> check(ALLOWED, "status", ""));
        assertThrows(ProblemException.class, () -> check(ALLOWED, "status", "failed", "skipped"));
        assertThrows(ProblemException.class, () -> check(ALLOWED, "status", "failed", "failed"));
    }

    private static void check(SortedSet<String> allowed, String name, String... values) {
        MultivaluedMap<String, String> given = new MultivaluedHashMap<>();
        given.put(name, List.of(values));
        QueryParametersFilter.check(given, allowed);
    }
}
