package io.carillon.process;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.platform.EmbeddedDatabaseCompaction;
import java.io.File;
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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the embedded database, in the version and with the settings that are shipped, keeps what it has acknowledged
 * when its process is killed. A new version of H2 must pass {@code mvn verify -Pcrash} before it is taken (decision 5).
 */
class EmbeddedDatabaseCrashIT {

    private static final int KILLS = Integer.getInteger("carillon.kills", 3);

    @TempDir
    Path home;

    @Test
    void whatWasCommittedOutlivesAKillAndIndexesAgreeWithTheirTable() throws Exception {
        String url = url();
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), Writer.class.getName(), url, home.toString())
                    .redirectErrorStream(true).redirectOutput(home.resolve("log").toFile()).start();
            int before = acknowledged().size();
            await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged().size() > before + 2_000);
            writer.destroyForcibly().waitFor();
        }
        try (Connection connection = DriverManager.getConnection(url, "sa", ""); Statement statement = connection.createStatement()) {
            Set<String> lost = acknowledged();
            lost.removeAll(column(statement, "SELECT id FROM work WHERE padding <> ''"));
            assertThat("lost rows", lost, is(empty()));
            int rows = column(statement, "SELECT id FROM work WHERE padding <> ''").size();
            assertThat("primary key", column(statement, "SELECT id FROM work WHERE id > '' ORDER BY id").size(), is(rows));
            assertThat("index of due rows", column(statement, "SELECT id FROM work WHERE due > 0 ORDER BY due"),
                    is(column(statement, "SELECT id FROM work WHERE padding <> '' AND due + 0 > 0")));
        }
    }

    private String url() {
        Properties published = new Properties();
        new Settings(Map.of("CARILLON_HOME", home.toString()), published).publish();
        return published.getProperty("carillon.db.url");
    }

    private Set<String> acknowledged() {
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

    /** The process that is killed: threads that insert, claim and settle rows, and write down what was committed. */
    static final class Writer {

        public static void main(String[] args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(args[0], "sa", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS work (id VARCHAR(60) NOT NULL PRIMARY KEY, due BIGINT, padding VARCHAR(300))");
                statement.execute("CREATE INDEX IF NOT EXISTS work_due ON work (due)");
            }
            for (int i = 0; i < 3; i++) {
                new Thread(() -> insert(args[0], Path.of(args[1]))).start();
                new Thread(() -> claimAndSettle(args[0])).start();
            }
            new Thread(() -> compactForEver(args[0])).start();
        }

        private static void compactForEver(String url) {
            try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
                while (true) {
                    EmbeddedDatabaseCompaction.compact(connection);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void insert(String url, Path folder) {
            String name = "acknowledged-" + ProcessHandle.current().pid() + "-" + Thread.currentThread().getName();
            File journal = folder.resolve(name).toFile();
            try (Connection connection = DriverManager.getConnection(url, "sa", "");
                    var written = new java.io.FileWriter(journal);
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO work VALUES (?, ?, ?)")) {
                connection.setAutoCommit(false);
                for (long batch = 1; true; batch++) {
                    StringBuilder ids = new StringBuilder();
                    for (int i = 0; i < 20; i++) {
                        String id = name + "-" + batch + "-" + i;
                        insert.setString(1, id);
                        insert.setLong(2, batch);
                        insert.setString(3, "x".repeat(200));
                        insert.addBatch();
                        ids.append(id).append('\n');
                    }
                    insert.executeBatch();
                    connection.commit();
                    written.append(ids).flush();
                }
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void claimAndSettle(String url) {
            try (Connection connection = DriverManager.getConnection(url, "sa", "");
                    Statement select = connection.createStatement();
                    PreparedStatement settle = connection.prepareStatement("UPDATE work SET due = NULL WHERE id = ?")) {
                connection.setAutoCommit(false);
                while (true) {
                    List<String> claimed = List.copyOf(column(select, "SELECT id FROM work WHERE due > 0 ORDER BY due LIMIT 16 "
                            + "FOR UPDATE SKIP LOCKED"));
                    for (String id : claimed) {
                        settle.setString(1, id);
                        settle.addBatch();
                    }
                    settle.executeBatch();
                    connection.commit();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
