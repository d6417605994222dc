package io.carillon.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A leaderboard whose participants score points; each change is reported as an event of the TrackScore document. */
final class Leaderboard {

    private static final int MOST_PARTICIPANTS = 12;
    private static final List<String> FIRST_NAMES = List.of("Robin", "Sam", "Alex", "Kim", "Jo", "Noor", "Mika", "Ari");
    private static final List<String> LAST_NAMES = List.of("Vale", "Moor", "Brook", "Field", "Lake", "Stone", "Reed");
    private static final List<String> TITLES = List.of("Spring Open", "Spring Open Heats", "Spring Open Finals");

    private final SampleIds ids;
    private final Random random;
    private final String id;
    private final List<Participant> participants = new ArrayList<>();
    private int title;

    Leaderboard(SampleIds ids, Random random) {
        this.ids = ids;
        this.random = random;
        this.id = ids.numbered("lb");
        for (int score = 850; score <= 1000; score += 50) {
            participants.add(new Participant(ids.numbered("pt"), score));
        }
    }

    /** A participant scores. */
    Burst score() {
        Participant participant = participants.get(random.nextInt(participants.size()));
        int oldRank = rankOf(participant);
        int oldScore = participant.score;
        participant.score += 10 * (1 + random.nextInt(12));
        return Burst.event("score.updated", participant.id, """
                {"leaderboard_id":"%s","participant_id":"%s","old_score":%d,"new_score":%d,\
                "rank_change":{"old_rank":%d,"new_rank":%d}}"""
                .formatted(id, participant.id, oldScore, participant.score, oldRank, rankOf(participant)));
    }

    /** Adds a participant as long as there is room; after that, renames one. */
    Burst participant() {
        String name = oneOf(FIRST_NAMES) + " " + oneOf(LAST_NAMES);
        if (participants.size() == MOST_PARTICIPANTS) {
            String renamed = participants.get(random.nextInt(MOST_PARTICIPANTS)).id;
            return Burst.event("participant.updated", renamed, """
                    {"participant_id":"%s","name":"%s"}""".formatted(renamed, name));
        }
        Participant added = new Participant(ids.numbered("pt"), 0);
        participants.add(added);
        return Burst.event("participant.added", added.id, """
                {"leaderboard_id":"%s","participant_id":"%s","name":"%s"}""".formatted(id, added.id, name));
    }

    /** Renames the leaderboard. */
    Burst update() {
        title = (title + 1) % TITLES.size();
        return Burst.event("leaderboard.updated", id, """
                {"leaderboard_id":"%s","name":"%s"}""".formatted(id, TITLES.get(title)));
    }

    private int rankOf(Participant one) {
        return 1 + (int) participants.stream().filter(other -> other.score > one.score).count();
    }

    private String oneOf(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    private static final class Participant {
        private final String id;
        private int score;

        Participant(String id, int score) {
            this.id = id;
            this.score = score;
        }
    }
}
