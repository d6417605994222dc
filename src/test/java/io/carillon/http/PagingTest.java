package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.problem.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of the numbers 1 to 7, each its own key, read page by page. */
class PagingTest {

    @Test
    void pagesFollowEachOtherUntilTheListEnds() throws ReflectiveOperationException {
        Page<String> first = page("3", null);
        assertThat(first.items(), is(List.of("n1", "n2", "n3")));
        Page<String> second = page("3", first.nextCursor());
        assertThat(second.items(), is(List.of("n4", "n5", "n6")));
        Page<String> last = page("3", second.nextCursor());
        assertThat(last.items(), is(List.of("n7")));
        assertThat(last.nextCursor(), is(nullValue()));
    }

    @Test
    void aPageThatEndsWithTheListIsTheLast() throws ReflectiveOperationException {
        assertThat(page("7", null).nextCursor(), is(nullValue()));
        assertThat(page(null, null).items().size(), is(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "x", "1.5", ""})
    void aLimitOutOfRangeIsRejected(String limit) {
        assertThrows(ProblemException.class, () -> page(limit, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "AAA", "foo", "LQ", "AAAAAA", "eyJpZCI6MX0", "bjM", "NzE3YjM4NzE"})
    void aCursorThatWasNotIssuedIsRejected(String cursor) {
        assertThrows(ProblemException.class, () -> page(null, cursor));
    }

    @Test
    void aCursorIsNotThatOfAnotherListAndNotChanged() throws ReflectiveOperationException {
        String cursor = page("3", null).nextCursor();
        assertThrows(ProblemException.class, () -> page("others", "3", cursor));
        for (int i = 0; i < cursor.length() - 1; i++) {
            String changed = cursor.substring(0, i) + (cursor.charAt(i) == 'x' ? 'y' : 'x') + cursor.substring(i + 1);
            assertThrows(ProblemException.class, () -> page("3", changed), changed);
        }
        assertThat(page("/numbers/", "3", cursor).items(), is(List.of("n4", "n5", "n6")));
    }

    private static Page<String> page(String limit, String cursor) throws ReflectiveOperationException {
        return page("numbers", limit, cursor);
    }

    private static Page<String> page(String path, String limit, String cursor) throws ReflectiveOperationException {
        Paging paging = new Paging();
        set(paging, "uri", Proxy.newProxyInstance(PagingTest.class.getClassLoader(), new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> path));
        set(paging, "limit", limit);
        set(paging, "cursor", cursor);
        int after = paging.after().isEmpty() ? 0 : Integer.parseInt(paging.after());
        return paging.pageOf(most -> IntStream.rangeClosed(1, 7).filter(n -> n > after).limit(most).boxed().toList(),
                n -> "n" + n, String::valueOf);
    }

    private static void set(Paging paging, String name, Object value) throws ReflectiveOperationException {
        Field field = Paging.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(paging, value);
    }
}
