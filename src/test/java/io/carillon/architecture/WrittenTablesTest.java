package io.carillon.architecture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner behind {@link TableOwnersTest} sees each way to write a statement. */
class WrittenTablesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INSERT INTO inbox (a) VALUES (?)                            | inbox",
        "insert into inbox(a) values (?)                             | inbox",
        "Merge  Into delivery d USING x ON x.id = d.id               | delivery",
        "UPDATE delivery SET state = 'failed'                        | delivery",
        "update public.delivery as d set state = 'failed'            | delivery",
        "update \"delivery\" set state = 'failed'                    | delivery",
        "UPDATE ONLY delivery SET state = 'failed'                   | delivery",
        "UPDATE /* all */ delivery SET state = 'failed'              | delivery",
        "WITH d AS (SELECT 1) DELETE FROM delivery                   | delivery",
        "truncate table attempt                                      | attempt",
        "UPDATE Delivery d SET d.state = :state                      | Delivery",
        "delete from Delivery d where d.id = :id                     | Delivery",
        "DELETE Delivery d WHERE d.id = :id                          | Delivery",
        "DELETE Delivery                                             | Delivery",
    })
    void aStatementWritesTheTableThatItNames(String statement, String table) {
        assertThat(WrittenTables.in(statement).toList(), contains(table));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT a FROM delivery ORDER BY a FOR UPDATE SKIP LOCKED", "SELECT a FROM delivery FOR UPDATE ",
        "WHEN MATCHED THEN UPDATE SET state = 'failed'", "must be create, update or delete", "/update", "update",
        "delete one first."})
    void whatOnlyLooksLikeAWriteIsNone(String text) {
        assertThat(WrittenTables.in(text).toList(), is(empty()));
    }

    @Test
    void eachStatementOfATextCounts() {
        assertThat(WrittenTables.in("INSERT INTO a VALUES (1); -- UPDATE c SET x = 1\nUPDATE b SET x = 1").toList(),
                containsInAnyOrder("a", "b"));
    }

    @Test
    void joinedStringsAreOneStatement() {
        assertThat(written(Joined.class), containsInAnyOrder("delivery", "attempt", "notice"));
    }

    @Test
    void aNameThatIsKnownOnlyAtRunTimeIsNoTable() {
        assertThat(written(Unknown.class), containsInAnyOrder(WrittenTables.UNKNOWN,
                WrittenTables.UNKNOWN + WrittenTables.UNKNOWN, "%s", "", ""));
    }

    private static List<String> written(Class<?> type) {
        return WrittenTables.of(new ClassFileImporter().importClass(type));
    }

    static final class Joined {
        private static final String TABLE = "delivery";
        static final String CONSTANTS = "up" + "date " + TABLE + """
                 set
                state = 'failed'""";

        static String withAValueBehindTheName(int id) {
            return "DELETE "
                    + "FROM attempt "
                    + "WHERE number = " + id;
        }

        @SuppressWarnings("unused")
        static String inTwoLines() {
            return """
                    INSERT INTO
                        notice (id)""";
        }
    }

    static final class Unknown {
        static String joined(String table) {
            return "UPDATE " + table + " SET state = 'failed'";
        }

        static String joinedTwice(String table, String rest) {
            return "delete from " + table + rest;
        }

        static String formatted(String table) {
            return "INSERT INTO %s (id) VALUES (?)".formatted(table);
        }

        static String appended(String table) {
            return new StringBuilder("update ").append(table).append(" set x = 1").toString();
        }

        static String concatenated(String table) {
            return "MERGE INTO ".concat(table);
        }
    }
}
