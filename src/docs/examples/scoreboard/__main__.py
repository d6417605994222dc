"""A page that shows the scores of each leaderboard as they change."""

import json
import pathlib
import threading

import webhooks

PAGE = pathlib.Path(__file__).with_name("page.html").read_text(encoding="utf-8")
HEARTBEAT_SECONDS = 15

scores = {}
changed = threading.Condition()


def receive(message_id, event):
    """Takes a score unless it has a newer one of the participant: webhooks may come late, out of order and twice."""
    match event:
        case {
            "meta": {"sequence": int(sequence)},
            "data": {"leaderboard_id": str(board), "participant_id": str(participant), "new_score": int() | float() as score},
        }:
            with changed:
                if sequence > scores.get((board, participant), (-1, None))[0]:
                    scores[board, participant] = sequence, score
                    changed.notify_all()
        case _:
            print(f"{message_id} has no score", flush=True)


def ranking():
    """All rows of the page, the highest score of each leaderboard first."""
    rows = [{"leaderboard": board, "participant": participant, "score": score}
            for (board, participant), (_, score) in scores.items()]
    return sorted(rows, key=lambda row: (row["leaderboard"], -row["score"], row["participant"]))


def page():
    return "text/html; charset=utf-8", [PAGE]


def events():
    return "text/event-stream", rankings()


def rankings():
    """The whole ranking now and after each change: a browser that was disconnected has missed nothing."""
    shown = None
    while True:
        with changed:
            changed.wait_for(lambda: ranking() != shown, HEARTBEAT_SECONDS)
            current = ranking()
        yield ": still here\n\n" if current == shown else f"data: {json.dumps(current)}\n\n"
        shown = current


webhooks.serve(receive, {"/": page, "/events": events})
