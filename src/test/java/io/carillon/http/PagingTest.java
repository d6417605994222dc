package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of the numbers 1 to 7, each its own key, read page by page. */
class PagingTest {

    @Test
    void pagesFollowEachOtherUntilTheListEnds() {
        Page<String> first = page("3", null);
        assertThat(first.items(), is(List.of("n1", "n2", "n3")));
        Page<String> second = page("3", first.nextCursor());
        assertThat(second.items(), is(List.of("n4", "n5", "n6")));
        Page<String> last = page("3", second.nextCursor());
        assertThat(last.items(), is(List.of("n7")));
        assertThat(last.nextCursor(), is(nullValue()));
    }

    @Test
    void aPageThatEndsWithTheListIsTheLast() {
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
    void aCursorIsNotThatOfAnotherListAndNotChanged() {
        String cursor = page("3", null).nextCursor();
        assertThrows(ProblemException.class, () -> page("others", "3", cursor));
        for (int i = 0; i < cursor.length() - 1; i++) {
            String changed = cursor.substring(0, i) + (cursor.charAt(i) == 'x' ? 'y' : 'x') + cursor.substring(i + 1);
            assertThrows(ProblemException.class, () -> page("3", changed), changed);
        }
        assertThat(page("/numbers/", "3", cursor).items(), is(List.of("n4", "n5", "n6")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"*/*|false", "application/*|false", "application/json|false", "text/csv|true",
        "text/*|true", "application/x-ndjson|true", "text/csv;q=0.5, application/json|false",
        "application/json;q=0.5, text/csv|true", "text/html, */*;q=0.1|false"})
    void anExportIsWhatTheClientPrefersToJson(String accept, boolean isExport) {
        assertThat(SomePaging.of("numbers", null, null, accept).isExport(), is(isExport));
    }

    @Test
    void anExportHasFullPagesUpToItsLimit() {
        Paging paging = SomePaging.of("numbers", "205", null, Export.CSV);
        assertThat(paging.mostRows(), is(205));
        Page<String> first = SomePaging.page(paging, 1_000);
        assertThat(first.items().size(), is(200));
        paging.continueAt(first.nextCursor(), 200);
        assertThat(SomePaging.page(paging, 1_000).items(), is(List.of("n201", "n202", "n203", "n204", "n205")));
        assertThrows(ProblemException.class, () -> SomePaging.of("numbers", "100001", null, Export.CSV).mostRows());
        assertThat(SomePaging.of("numbers", null, null, Export.CSV).mostRows(), is(100_000));
    }

    private static Page<String> page(String limit, String cursor) {
        return page("numbers", limit, cursor);
    }

    private static Page<String> page(String path, String limit, String cursor) {
        return SomePaging.page(SomePaging.of(path, limit, cursor, "*/*"), 7);
    }
}
