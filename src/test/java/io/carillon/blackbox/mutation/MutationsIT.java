package io.carillon.blackbox.mutation;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.crash.CrashModel;
import io.carillon.blackbox.crash.CrashSite;
import io.carillon.blackbox.crash.CrashTrial;
import io.carillon.blackbox.crash.LoadProducers;
import io.carillon.blackbox.support.CarillonProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The crash harness finds every error that is put into the service, and nothing where there is none. */
@Tag("long")
class MutationsIT {

    private static final int RATE = 40;
    private static final int MOST_ROUNDS = 4;
    private static final int CONCURRENCY = 8;
    private static final Duration LOAD = Duration.ofSeconds(12);
    private static final Duration AWAY = Duration.ofSeconds(3);
    /** Longer than a lease, after which what a node had claimed is sent by another one. */
    private static final Duration SILENCE = CrashSite.DEADLINE.plusSeconds(40);

    static Stream<Mutation> mutations() {
        String names = System.getProperty("mutations", "");
        return names.isEmpty() ? Stream.of(Mutation.values()) : Stream.of(names.split(",")).map(Mutation::valueOf);
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void isFoundIfItIsAnError(Mutation mutation) {
        Path folder = CarillonProcess.aNewFolder();
        try (CrashSite site = site(mutation, folder); CrashTrial trial = new CrashTrial(site)) {
            List<String> found = List.of();
            int rounds = 0;
            do {
                rounds++;
                found = round(mutation, site, trial, rounds);
            } while (mutation.isError() && found.isEmpty() && rounds < MOST_ROUNDS);
            System.out.printf("mutation: name=%s blow=%s rounds=%d findings=%d first=\"%s\"%n", mutation, mutation.blow(), rounds,
                    found.size(), found.stream().filter(one -> one.contains(String.valueOf(mutation.finding()))).findFirst()
                            .orElse(found.isEmpty() ? "" : found.get(0)));
            assertThat("classes that were replaced", site.nodes().get(0).log(), containsString("class.replaced"));
            if (mutation.isError()) {
                assertThat(found, hasItem(containsString(mutation.finding())));
            } else {
                assertThat(found, is(empty()));
            }
        }
    }

    private static CrashSite site(Mutation mutation, Path folder) {
        Map<String, String> settings = new HashMap<>(new MutatedClasses(mutation, folder).environment());
        settings.put("CARILLON_DELIVERY_TIMEOUT", CrashSite.DEADLINE.toString());
        settings.put("CARILLON_DELIVERY_CONCURRENCY", String.valueOf(CONCURRENCY));
        return mutation.blow().isShared() ? CrashSite.shared(folder, 1, settings) : CrashSite.embedded(folder, settings);
    }

    /** Puts the service under load, deals the blow, and judges what came of it. */
    private static List<String> round(Mutation mutation, CrashSite site, CrashTrial trial, int number) {
        try (LoadProducers load = trial.load(number, RATE)) {
            pause(LOAD);
            deal(mutation.blow(), site);
            pause(LOAD.dividedBy(2));
        }
        CrashModel verdict = mutation.isError() ? trial.verdictAfter(SILENCE) : trial.verdict();
        List<String> found = new ArrayList<>(verdict.lost());
        found.addAll(verdict.wrong());
        int most = mutation.blow() == Blow.NONE ? 0 : number * CONCURRENCY;
        if (verdict.repeats() > most) {
            found.add(verdict.repeats() + " webhooks came again after they were accepted; " + most + " may");
        }
        return found;
    }

    private static void deal(Blow blow, CrashSite site) {
        switch (blow) {
            case NONE -> {
            }
            case NODE_KILLED -> {
                long window = CrashSite.WINDOW.toMillis();
                pause(Duration.ofMillis(window - System.currentTimeMillis() % window + 50));
                site.nodes().get(0).kill();
                site.nodes().get(0).start();
            }
            case BROKER_AWAY -> {
                site.broker().kill();
                pause(AWAY);
                site.broker().start();
            }
            case DATABASE_AWAY -> {
                site.postgres().kill();
                pause(AWAY);
                site.postgres().start();
            }
        }
    }

    private static void pause(Duration length) {
        await().pollDelay(length).atMost(length.plusMinutes(1)).until(() -> true);
    }
}
