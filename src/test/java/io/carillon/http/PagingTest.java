package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.problem.ProblemException;
import java.lang.reflect.Field;
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
    @ValueSource(strings = {"*", "AAA"})
    void aCursorThatWasNotIssuedIsRejected(String cursor) {
        assertThrows(ProblemException.class, () -> page(null, cursor));
    }

    private static Page<String> page(String limit, String cursor) throws ReflectiveOperationException {
        Paging paging = new Paging();
        set(paging, "limit", limit);
        set(paging, "cursor", cursor);
        int after = paging.after().isEmpty() ? 0 : Integer.parseInt(paging.after());
        return paging.pageOf(most -> IntStream.rangeClosed(1, 7).filter(n -> n > after).limit(most).boxed().toList(),
                n -> "n" + n, String::valueOf);
    }

    private static void set(Paging paging, String name, String value) throws ReflectiveOperationException {
        Field field = Paging.class.getDeclaredField(name);
        field.setAccessible(true);
        field.set(paging, value);
    }
}
