package io.carillon.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The events of the demonstration, in rounds of less than a minute: a team and an event are created and changed several times,
 * so that the service can summarise the changes, while scores change in between. In every third round the event is cancelled.
 */
final class Story {

    private static final int STEPS = 9;

    private final Random random;
    private final SampleIds ids;
    private final Leaderboard leaderboard;
    private int step;
    private String team;
    private String event;

    Story(Random random) {
        this.random = random;
        this.ids = new SampleIds(random);
        this.leaderboard = new Leaderboard(ids, random);
    }

    /** The next changes. */
    Burst next() {
        int round = step / STEPS;
        return switch (step++ % STEPS) {
            case 0 -> newTeam();
            case 1, 5 -> leaderboard.score();
            case 2 -> newEvent();
            case 3 -> leaderboard.participant();
            case 4 -> Burst.on("the roster of team", "roster", team, several("create"));
            case 6 -> Burst.on("event", "event", event, round % 3 == 1 ? cancelled() : several("update"));
            case 7 -> leaderboard.update();
            default -> Burst.on("registrationResult", "registrationResult", ids.uuid(), List.of("create", "update"));
        };
    }

    private Burst newTeam() {
        team = ids.uuid();
        return Burst.on("team", "team", team, createdAndChanged());
    }

    private Burst newEvent() {
        event = ids.uuid();
        return Burst.on("event", "event", event, createdAndChanged());
    }

    private List<String> createdAndChanged() {
        List<String> operations = new ArrayList<>(List.of("create", "update", "update"));
        operations.addAll(several("update"));
        return operations;
    }

    private List<String> several(String operation) {
        return Collections.nCopies(1 + random.nextInt(3), operation);
    }

    private List<String> cancelled() {
        List<String> operations = new ArrayList<>(several("update"));
        operations.add("delete");
        return operations;
    }
}
