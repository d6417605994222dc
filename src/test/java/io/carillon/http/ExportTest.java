package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as files: the cells of CSV, the lines of NDJSON, how an export ends, and how many are written at once. */
class ExportTest {

    private static final Item ITEM = new Item("i1", 7L, Instant.parse("2026-03-01T10:00:00.5Z"), State.NOT_DONE,
            new Inner("a, \"b\"", null), List.of("x", "y"), Map.of("k", "v"), "{\"a\":[1]}", new byte[] {1, 2});

    private enum State {
        NOT_DONE
    }

    private record Inner(String name, Integer count) {
    }

    private record Item(String id, Long number, Instant at, State state, Inner inner, List<String> words,
            Map<String, String> headers, @JsonRawValue String data, byte[] body) implements JsonDocument {
    }

    @Test
    void aMemberIsAColumnAndAnObjectOneForEachOfItsMembers() throws IOException {
        StringWriter out = new StringWriter();
        ExportRows rows = CsvRows.of(out, Item.class);
        rows.add(ITEM, null);
        rows.add(new Item("i2", null, null, null, null, null, null, null, null), "next");
        assertThat(out.toString().split("\r\n"), is(new String[] {
            "id,number,at,state,inner.name,inner.count,words,headers,data,body,nextCursor",
            "i1,7,2026-03-01T10:00:00.500Z,not-done,\"a, \"\"b\"\"\",,\"[\"\"x\"\",\"\"y\"\"]\",\"{\"\"k\"\":\"\"v\"\"}\","
                    + "\"{\"\"a\"\":[1]}\",AQI=,",
            "i2,,,,,,,,,,next"}));
    }

    @Test
    void aLineOfNdjsonIsTheItemAsJsonAndTheLastOneSaysWhatFollows() throws IOException {
        StringWriter out = new StringWriter();
        ExportRows rows = new NdjsonRows(out);
        rows.add(ITEM, null);
        rows.add(ITEM, "next");
        rows.add(null, "next");
        String[] lines = out.toString().split("\n");
        assertThat(lines[0], is(StrictJson.mapper().writeValueAsString(ITEM)));
        assertThat(lines[1], is(lines[0].replaceAll("}$", ",\"nextCursor\":\"next\"}")));
        assertThat(lines[2], is("{\"nextCursor\":\"next\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1",
        "\uff201"})
    void textThatASpreadsheetWouldTakeForAFormulaGetsAnApostrophe(String text) {
        assertThat(CsvRows.cell(text).replace("\"", ""), is("'" + text));
    }

    @Test
    void otherTextAndNumbersStayAsTheyAre() {
        assertThat(CsvRows.cell("a=1 -2"), is("a=1 -2"));
        assertThat(CsvRows.cell(-1), is("-1"));
        assertThat(CsvRows.cell("line\nline"), is("\"line\nline\""));
        assertThat(CsvRows.cell("'"), is("'"));
    }

    @Test
    void anExportReadsPageAfterPage() throws IOException {
        assertThat(exported(new Pages(405, 0), null), contains(1, 405, null));
    }

    @Test
    void anExportThatIsCutNamesTheRest() throws IOException {
        assertThat(exported(new Pages(405, 0), "300"), contains(1, 300, "rest"));
    }

    @Test
    void aPageThatFailedIsReadAgain() throws IOException {
        assertThat(exported(new Pages(205, 1), null), contains(1, 205, null));
    }

    /** The first and the last number of an export, and whether it names the rest. */
    private static List<Object> exported(Pages pages, String limit) throws IOException {
        Export export = new Export();
        export.places = new ExportPlaces();
        Paging paging = SomePaging.of("numbers", limit, null, Export.NDJSON);
        List<Object> rows = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        ExportBody body = new ExportBody();
        body.export = export;
        body.write(export.of(paging, () -> pages.at(paging)), (item, cursor) -> {
            rows.add(item);
            rest.add(cursor);
        }, "numbers", () -> false);
        assertThat(rest.subList(0, rest.size() - 1).stream().allMatch(cursor -> cursor == null), is(true));
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i), is("n" + (i + 1)));
        }
        List<Object> summary = new ArrayList<>(List.of(1, rows.size()));
        summary.add(rest.get(rest.size() - 1) == null ? null : "rest");
        return summary;
    }

    /** The numbers up to {@code most}; the second page fails a few times. */
    private static final class Pages {
        private final int most;
        private int failures;

        Pages(int most, int failures) {
            this.most = most;
            this.failures = failures;
        }

        Page<String> at(Paging paging) {
            if (!paging.after().isEmpty() && failures-- > 0) {
                throw new IllegalStateException("not now");
            }
            return SomePaging.page(paging, most);
        }
    }

    @Test
    void anExportThatCannotBeginHoldsNoPlace() {
        Export export = new Export();
        export.places = new ExportPlaces();
        Paging paging = SomePaging.of("numbers", null, null, Export.CSV);
        for (int i = 0; i < 2; i++) {
            assertThrows(IllegalStateException.class, () -> export.of(paging, () -> {
                throw new IllegalStateException("not now");
            }));
        }
    }

    @Test
    void aCallerHasOnePlaceAndANodeFew() {
        ExportPlaces places = new ExportPlaces();
        places.take("a");
        assertThat(assertThrows(ProblemException.class, () -> places.take("a")).status(), is(429));
        for (int i = 1; i < ExportPlaces.AT_ONCE; i++) {
            places.take("b" + i);
        }
        assertThat(assertThrows(ProblemException.class, () -> places.take("c")).status(), is(503));
        places.giveBack("a");
        places.take("c");
    }
}
