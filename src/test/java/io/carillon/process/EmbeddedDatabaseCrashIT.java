package io.carillon.process;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.Signal;
import io.carillon.database.EmbeddedDatabaseCompaction;
import java.io.FileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the embedded database, in the version and with the settings that are shipped, keeps what it has acknowledged, and
 * nothing by halves, when its process is killed. The process is frozen again and again and its file copied: the copy is what
 * a kill would have left at that moment. A new version of H2 must pass {@code mvn verify -Pcrash} before it is taken;
 * {@code -Dcarillon.h2.connections=6} shows what the pool of one connection prevents (decision 5).
 */
class EmbeddedDatabaseCrashIT {

    private static final int SNAPSHOTS = Integer.getInteger("carillon.snapshots", 20);
    private static final int SNAPSHOTS_OF_ONE_PROCESS = 20;
    private static final int ROWS_OF_A_TRANSACTION = 20;
    private static final String FILE = "database/carillon.mv.db";

    @TempDir
    Path folder;

    private String connections;

    @BeforeEach
    void readTheShippedSettings() {
        connections = System.getProperty("carillon.h2.connections", settings(folder).getProperty("carillon.db.pool-size"));
    }

    @Test
    void whatAKillLeavesIsWhatWasAcknowledgedAndNothingByHalves() throws Exception {
        for (int done = 0; done < SNAPSHOTS; done += SNAPSHOTS_OF_ONE_PROCESS) {
            Path home = Files.createDirectory(folder.resolve("home-" + done));
            Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), Writer.class.getName(), url(home), home.toString(), connections)
                    .redirectErrorStream(true).redirectOutput(home.resolve("log").toFile()).start();
            try {
                await().atMost(Duration.ofMinutes(1)).until(() -> !acknowledged(home).isEmpty());
                for (int i = done; i < Math.min(SNAPSHOTS, done + SNAPSHOTS_OF_ONE_PROCESS); i++) {
                    check(home, writer, folder.resolve("copy-" + i));
                }
                assertThat(Files.readString(home.resolve("log")), is(""));
            } finally {
                writer.destroyForcibly().waitFor();
            }
            Files.delete(home.resolve(FILE));
        }
    }

    private static void check(Path home, Process writer, Path copy) throws Exception {
        Files.createDirectories(copy.resolve(FILE).getParent());
        Signal.send("STOP", writer.pid());
        Set<String> lost = acknowledged(home);
        Files.copy(home.resolve(FILE), copy.resolve(FILE));
        Signal.send("CONT", writer.pid());
        try (Connection connection = DriverManager.getConnection(url(copy), "sa", "");
                Statement statement = connection.createStatement()) {
            Set<String> rows = column(statement, "SELECT id FROM work WHERE padding <> ''");
            lost.removeAll(rows);
            assertThat("lost rows", lost, is(empty()));
            assertThat("torn transactions", torn(rows), is(anEmptyMap()));
            assertThat("primary key", column(statement, "SELECT id FROM work WHERE id > '' ORDER BY id"), is(rows));
            assertThat("index of due rows", column(statement, "SELECT id FROM work WHERE due > 0 ORDER BY due"),
                    is(column(statement, "SELECT id FROM work WHERE padding <> '' AND due + 0 > 0")));
        }
        Files.delete(copy.resolve(FILE));
    }

    private static Map<String, Integer> torn(Set<String> rows) {
        Map<String, Integer> rowsOf = new TreeMap<>();
        rows.forEach(id -> rowsOf.merge(id.substring(0, id.lastIndexOf('-')), 1, Integer::sum));
        rowsOf.values().removeIf(count -> count == ROWS_OF_A_TRANSACTION);
        return rowsOf;
    }

    private static Properties settings(Path home) {
        Properties published = new Properties();
        new LaunchSettings(Map.of("CARILLON_HOME", home.toString()), published).publish();
        return published;
    }

    private static String url(Path home) {
        return settings(home).getProperty("carillon.db.url");
    }

    private static Set<String> acknowledged(Path home) {
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("acknowledged")).toList()) {
                String text = Files.readString(file);
                ids.addAll(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ids;
    }

    private static Set<String> column(Statement statement, String query) throws SQLException {
        Set<String> values = new TreeSet<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** The process: threads that insert, claim and settle rows and give space back, as many at a time as the pool lets. */
    static final class Writer {

        private final String url;
        private final Path folder;
        private final Semaphore pool;

        private Writer(String url, Path folder, int connections) {
            this.url = url;
            this.folder = folder;
            this.pool = new Semaphore(connections, true);
        }

        public static void main(String[] args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(args[0], "sa", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS work (id VARCHAR(60) NOT NULL PRIMARY KEY, due BIGINT, "
                        + "padding VARCHAR(300))");
                statement.execute("CREATE INDEX IF NOT EXISTS work_due ON work (due)");
            }
            Writer writer = new Writer(args[0], Path.of(args[1]), Integer.parseInt(args[2]));
            for (int i = 0; i < 3; i++) {
                writer.start("inserts-" + i, new Inserts(writer.folder.resolve("acknowledged-" + i), i));
                writer.start("settles-" + i, Writer::claimAndSettle);
            }
            writer.start("compacts", EmbeddedDatabaseCompaction::compact);
        }

        private void start(String name, Work work) {
            new Thread(() -> {
                try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
                    connection.setAutoCommit(false);
                    while (true) {
                        pool.acquireUninterruptibly();
                        try {
                            work.with(connection);
                        } finally {
                            pool.release();
                        }
                    }
                } catch (SQLException | IOException e) {
                    throw new IllegalStateException(e);
                }
            }, name).start();
        }

        private static void claimAndSettle(Connection connection) throws SQLException {
            try (Statement select = connection.createStatement();
                    PreparedStatement settle = connection.prepareStatement("UPDATE work SET due = NULL WHERE id = ?")) {
                for (String id : List.copyOf(column(select, "SELECT id FROM work WHERE due > 0 ORDER BY due LIMIT 16 "
                        + "FOR UPDATE SKIP LOCKED"))) {
                    settle.setString(1, id);
                    settle.addBatch();
                }
                settle.executeBatch();
                connection.commit();
            }
        }
    }

    /** One transaction, or one round of compaction. */
    private interface Work {

        void with(Connection connection) throws SQLException, IOException;
    }

    /** Transactions of some rows each, written down when they are committed. */
    private static final class Inserts implements Work {

        private final Path journal;
        private final int number;
        private long transaction;

        Inserts(Path journal, int number) {
            this.journal = journal;
            this.number = number;
        }

        @Override
        public void with(Connection connection) throws SQLException, IOException {
            transaction++;
            StringBuilder ids = new StringBuilder();
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO work VALUES (?, ?, ?)")) {
                for (int row = 0; row < ROWS_OF_A_TRANSACTION; row++) {
                    String id = number + "-" + transaction + "-" + row;
                    insert.setString(1, id);
                    insert.setLong(2, transaction);
                    insert.setString(3, "x".repeat(200));
                    insert.addBatch();
                    ids.append(id).append('\n');
                }
                insert.executeBatch();
            }
            connection.commit();
            try (FileWriter written = new FileWriter(journal.toFile(), true)) {
                written.append(ids);
            }
        }
    }
}
