package io.carillon.benchmark;

import static org.awaitility.Awaitility.await;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.PostgresProcess;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * What is measured: the service as {@code java -jar} starts it with a heap of 512 MB, the no-op on the same server, its
 * database, and the receiver in this process.
 */
final class Site implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Cores that compilers use which have nothing to do but a straggler. */
    private static final double IDLE = 0.05;
    private static final double SETTLED = 0.1;
    private static final int WARM_UP_SLICES = 4;

    private final Plan plan;
    private final String database;
    private final PostgresProcess postgres;
    private final Sql sql;
    private final CarillonProcess service;
    private final Sink sink = new Sink();
    private final Memory memory;
    private final double secondsToReady;
    private double compilersBefore;
    private double serviceBefore;

    Site(String database, Plan plan) {
        Path folder = CarillonProcess.aNewFolder();
        this.plan = plan;
        this.database = database;
        Map<String, String> settings = new HashMap<>(Map.of("CARILLON_WINDOW", plan.window().toString(),
                "CARILLON_DELIVERY_TIMEOUT", "PT15S", "CARILLON_BODY_TIMEOUT", "PT20S"));
        if (database.equals("postgresql")) {
            postgres = new PostgresProcess(folder).with("shared_preload_libraries", "pg_stat_statements")
                    .with("pg_stat_statements.max", "10000").with("max_wal_size", "4GB").start();
            settings.putAll(postgres.settings());
            sql = new Sql(postgres.settings());
        } else {
            postgres = null;
            sql = null;
        }
        service = new CarillonProcess(folder, settings).options("-Xmx512m")
                .arguments("--deploy", noOpArchive(folder));
        long start = System.nanoTime();
        service.start();
        secondsToReady = (System.nanoTime() - start) / 1e9;
        memory = new Memory(api(), servicePid());
    }

    /** An application of its own, deployed next to the service. */
    private static String noOpArchive(Path folder) {
        File file = folder.resolve("noop.war").toFile();
        ShrinkWrap.create(WebArchive.class).addClasses(NoOp.class, QueueCount.class).as(ZipExporter.class).exportTo(file, true);
        return file.getPath();
    }

    Plan plan() {
        return plan;
    }

    String database() {
        return database;
    }

    Api api() {
        return service.api();
    }

    String brokerUrl() {
        return service.brokerUrl();
    }

    /** Where the no-op resource is posted to. */
    URI noOp() {
        return api().base().resolve(NoOp.PATH);
    }

    Sink sink() {
        return sink;
    }

    Memory memory() {
        return memory;
    }

    double secondsToReady() {
        return secondsToReady;
    }

    long servicePid() {
        return service.pid();
    }

    OptionalLong databasePid() {
        return postgres == null ? OptionalLong.empty() : OptionalLong.of(postgres.pid());
    }

    /** The benchmark's way into PostgreSQL; H2 lets only its own process in. */
    Optional<Sql> sql() {
        return Optional.ofNullable(sql);
    }

    /** Waits until no delivery is pending. */
    void awaitOutcomes() {
        await("outcomes").atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> sql()
                .map(counting -> counting.number("SELECT count(*) FROM delivery WHERE due_at IS NOT NULL") == 0)
                .orElseGet(() -> api().get("/deliveries?status=pending&limit=1").body().contains("\"items\":[]")));
    }

    /**
     * A {@link WarmUp} of the service: {@code load} works for about the time that it is given and answers its rate; the
     * compilers catch up after each.
     */
    void warmUp(ToDoubleFunction<Duration> load) {
        Duration slice = plan.warmUp().dividedBy(WARM_UP_SLICES);
        WarmUp.of(plan.warmUp(), () -> load.applyAsDouble(slice), this::awaitCompiled);
    }

    /**
     * Waits until the service's compilers have nothing to do. Under full load they get a small share of two cores and fall
     * minutes behind; until they have caught up, a request costs many times what it will cost.
     *
     * @return whether they had less than a tenth of the service's processor time since they were waited for last
     */
    boolean awaitCompiled() {
        double share = compiledSince() / (ProcessTimes.of(servicePid()) - serviceBefore);
        await("compilers").atMost(LIMIT.multipliedBy(5)).pollDelay(LOOK).pollInterval(LOOK)
                .until(() -> compiledSince() < IDLE * LOOK.toMillis() / 1000);
        serviceBefore = ProcessTimes.of(servicePid());
        return share < SETTLED;
    }

    /** Seconds of processor time that the compilers have used since this was asked last. */
    private double compiledSince() {
        double used = ProcessTimes.ofCompilers(servicePid()) - compilersBefore;
        compilersBefore += used;
        return used;
    }

    @Override
    public void close() {
        memory.close();
        service.terminate();
        sink.close();
        if (postgres != null) {
            sql.close();
            postgres.close();
        }
    }
}
