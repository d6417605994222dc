package io.carillon.process;

import io.carillon.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * {@code carillon.jar migrate}: migrates the schema of a PostgreSQL and ends. A node does the same when it starts, but then
 * whatever watches the node must wait for a long migration. Needs no home folder, so a node may run beside it.
 */
final class SchemaMigration {

    private static final String COMMAND = "migrate";
    private static final int WRONG_ARGUMENTS = 2;
    private static final String HELP = """
            Usage: java -jar carillon.jar migrate

            Migrates the schema of the PostgreSQL that the settings name, and ends. A node
            does the same when it starts; this is for installations where whatever watches
            the node must not wait for a long migration.

            Exit code: 0 if the schema is up to date, 1 if not, 2 if the arguments are wrong.""";
    private static final String APPLICATION = "/MICRO-INF/deploy/ROOT.war";
    private static final String CLASSES = "WEB-INF/classes/";
    private static final String LIBRARIES = "WEB-INF/lib/";
    /** By name, because the classes of the application are not on the launcher's class path. */
    private static final String MIGRATIONS = "io.carillon.database.Migrations";
    /** A statement of a migration may take longer than one of a node; the driver must not give up on it. */
    private static final String SOCKET_TIMEOUT = "(?<=[?&])socketTimeout=[0-9]+";

    private final DatabaseAtStart database;

    private SchemaMigration(DatabaseAtStart database) {
        this.database = database;
    }

    /** Whether {@code arguments} are for this command. */
    static boolean concern(List<String> arguments) {
        return !arguments.isEmpty() && arguments.get(0).equals(COMMAND);
    }

    /** Returns the exit code: 0, 1 if the schema was not migrated, or 2 if the arguments are wrong. */
    static int run(List<String> arguments, PrintStream out, PrintStream errors) throws IOException, InterruptedException {
        List<String> options = arguments.subList(1, arguments.size());
        if (options.contains("--help") || options.contains("-h")) {
            out.println(HELP);
            return 0;
        }
        if (!options.isEmpty()) {
            errors.println(COMMAND + ": \"" + options.get(0) + "\" is not an option; the only one is --help. The settings of this"
                    + " command are environment variables.");
            return WRONG_ARGUMENTS;
        }
        try {
            run();
            return 0;
        } catch (Refusal e) {
            errors.println(e.text(COMMAND));
            return 1;
        }
    }

    private static void run() throws IOException, InterruptedException {
        LogConfiguration.plain().apply();
        LaunchSettings settings = new LaunchSettings(System.getenv(), System.getProperties());
        settings.log().apply();
        settings.publish();
        DatabaseAtStart database = settings.databaseToAwait().orElseThrow(() -> new Refusal(Setting.DB_URL.variable()
                + " names no PostgreSQL; a node migrates its embedded database itself."));
        Path folder = Files.createTempDirectory("carillon-" + COMMAND);
        try {
            new SchemaMigration(database).migrate(folder);
        } finally {
            HomeFolder.delete(folder);
        }
    }

    private void migrate(Path folder) throws IOException, InterruptedException {
        Path driver = folder.resolve("postgresql.jar");
        Launcher.copy(Launcher.POSTGRESQL_DRIVER, driver);
        database.await(driver);
        List<URL> classPath = unpackApplication(folder);
        classPath.add(driver.toUri().toURL());
        try (URLClassLoader application =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            application.loadClass(MIGRATIONS).getMethod(COMMAND, String.class, String.class, String.class)
                    .invoke(null, database.url().replaceFirst(SOCKET_TIMEOUT, "socketTimeout=0"),
                            database.login().getProperty("user"), database.login().getProperty("password"));
        } catch (InvocationTargetException e) {
            throw new Refusal("The schema was not migrated: " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot load " + MIGRATIONS, e);
        }
    }

    /** What the application's class path consists of: its folder of classes and its libraries. */
    private static List<URL> unpackApplication(Path folder) throws IOException {
        List<URL> classPath = new ArrayList<>();
        Path classes = Files.createDirectories(folder.resolve(CLASSES));
        classPath.add(classes.toUri().toURL());
        try (InputStream packed = Launcher.class.getResourceAsStream(APPLICATION); var war = new ZipInputStream(packed)) {
            for (ZipEntry entry = war.getNextEntry(); entry != null; entry = war.getNextEntry()) {
                String name = entry.getName();
                if (!entry.isDirectory() && (name.startsWith(CLASSES) || name.startsWith(LIBRARIES))) {
                    Path file = folder.resolve(name);
                    Files.createDirectories(file.getParent());
                    Files.copy(war, file);
                    if (name.startsWith(LIBRARIES)) {
                        classPath.add(file.toUri().toURL());
                    }
                }
            }
        }
        return classPath;
    }
}
