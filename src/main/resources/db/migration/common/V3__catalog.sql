-- The catalog of both documents. The table of the SportsEngine document:
INSERT INTO resource_type (name, part_of, on_create, on_update, on_delete) VALUES
    ('event', NULL, 'notify', 'notify', 'notify'),
    ('affiliation', NULL, 'notify-parent', 'notify-parent', 'notify-parent'),
    ('profile', NULL, 'silent', 'silent', 'silent'),
    ('team', NULL, 'notify', 'notify', 'notify'),
    ('registrationResult', NULL, 'notify', 'notify', 'notify'),
    ('registration', NULL, 'silent', 'silent', 'silent'),
    ('organization', NULL, 'notify', 'notify', 'notify'),
    ('eligibility', NULL, 'notify', 'notify', 'absent'),
    ('membership', NULL, 'notify', 'notify', 'absent'),
    ('roster', 'team', 'notify', 'notify', 'notify');

-- The objects of the TrackScore document's event types:
INSERT INTO resource_type (name, part_of, on_create, on_update, on_delete) VALUES
    ('score', NULL, 'absent', 'notify', 'absent'),
    ('leaderboard', NULL, 'notify', 'notify', 'absent'),
    ('ranking', NULL, 'absent', 'notify', 'absent'),
    ('competition', NULL, 'absent', 'notify', 'absent'),
    ('participant', NULL, 'notify', 'notify', 'absent'),
    ('achievement', NULL, 'notify', 'absent', 'absent'),
    ('milestone', NULL, 'notify', 'absent', 'absent');

-- One event type for each operation that exists; team.created is the TrackScore document's too.
INSERT INTO event_type (name, resource_type, operation, is_default, description, example) VALUES
    ('event.created', 'event', 'create', TRUE, 'An event was created', NULL),
    ('event.updated', 'event', 'update', TRUE, 'An event was changed', NULL),
    ('event.deleted', 'event', 'delete', TRUE, 'An event was deleted', NULL),
    ('affiliation.created', 'affiliation', 'create', TRUE, 'An affiliation was created', NULL),
    ('affiliation.updated', 'affiliation', 'update', TRUE, 'An affiliation was changed', NULL),
    ('affiliation.deleted', 'affiliation', 'delete', TRUE, 'An affiliation was deleted', NULL),
    ('profile.created', 'profile', 'create', TRUE, 'A profile was created', NULL),
    ('profile.updated', 'profile', 'update', TRUE, 'A profile was changed', NULL),
    ('profile.deleted', 'profile', 'delete', TRUE, 'A profile was deleted', NULL),
    ('team.created', 'team', 'create', TRUE, 'New team', '{"team_id":"tm_444555666","name":"Harbour Rowers"}'),
    ('team.updated', 'team', 'update', TRUE, 'A team was changed', NULL),
    ('team.deleted', 'team', 'delete', TRUE, 'A team was deleted', NULL),
    ('registrationResult.created', 'registrationResult', 'create', TRUE, 'A registration result was created', NULL),
    ('registrationResult.updated', 'registrationResult', 'update', TRUE, 'A registration result was changed', NULL),
    ('registrationResult.deleted', 'registrationResult', 'delete', TRUE, 'A registration result was deleted', NULL),
    ('registration.created', 'registration', 'create', TRUE, 'A registration was created', NULL),
    ('registration.updated', 'registration', 'update', TRUE, 'A registration was changed', NULL),
    ('registration.deleted', 'registration', 'delete', TRUE, 'A registration was deleted', NULL),
    ('organization.created', 'organization', 'create', TRUE, 'An organization was created', NULL),
    ('organization.updated', 'organization', 'update', TRUE, 'An organization was changed', NULL),
    ('organization.deleted', 'organization', 'delete', TRUE, 'An organization was deleted', NULL),
    ('eligibility.created', 'eligibility', 'create', TRUE, 'An eligibility was created', NULL),
    ('eligibility.updated', 'eligibility', 'update', TRUE, 'An eligibility was changed', NULL),
    ('membership.created', 'membership', 'create', TRUE, 'A membership was created', NULL),
    ('membership.updated', 'membership', 'update', TRUE, 'A membership was changed', NULL),
    ('roster.created', 'roster', 'create', TRUE, 'A roster was created', NULL),
    ('roster.updated', 'roster', 'update', TRUE, 'A roster was changed', NULL),
    ('roster.deleted', 'roster', 'delete', TRUE, 'A roster was deleted', NULL);

-- The TrackScore document's other event types.
INSERT INTO event_type (name, resource_type, operation, is_default, description, example) VALUES
    ('score.updated', 'score', 'update', TRUE, 'Score changes',
     '{"leaderboard_id":"lb_987654321","participant_id":"pt_555666777","old_score":850,"new_score":950,"rank_change":{"old_rank":5,"new_rank":3}}'),
    ('leaderboard.created', 'leaderboard', 'create', TRUE, 'New leaderboard',
     '{"leaderboard_id":"lb_987654321","name":"Spring Open"}'),
    ('leaderboard.updated', 'leaderboard', 'update', TRUE, 'Leaderboard changes',
     '{"leaderboard_id":"lb_987654321","name":"Spring Open Finals"}'),
    ('ranking.changed', 'ranking', 'update', TRUE, 'Position updates',
     '{"leaderboard_id":"lb_987654321","participant_id":"pt_555666777","rank_change":{"old_rank":5,"new_rank":3}}'),
    ('competition.started', 'competition', 'update', FALSE, 'Competition begins',
     '{"competition_id":"cp_111222333","name":"Spring Open","started_at":"2025-06-09T10:00:00Z"}'),
    ('competition.ended', 'competition', 'update', FALSE, 'Competition ends',
     '{"competition_id":"cp_111222333","name":"Spring Open","ended_at":"2025-06-09T12:00:00Z"}'),
    ('participant.added', 'participant', 'create', TRUE, 'New participant',
     '{"leaderboard_id":"lb_987654321","participant_id":"pt_555666777","name":"Robin Vale"}'),
    ('participant.updated', 'participant', 'update', TRUE, 'Info changes',
     '{"participant_id":"pt_555666777","name":"Robin Vale-Moor"}'),
    ('team.member_added', 'team', 'update', FALSE, 'Team member joins',
     '{"team_id":"tm_444555666","participant_id":"pt_555666777"}'),
    ('achievement.unlocked', 'achievement', 'create', TRUE, 'Milestone reached',
     '{"participant_id":"pt_555666777","achievement_id":"ac_777888999","name":"First podium"}'),
    ('milestone.reached', 'milestone', 'create', TRUE, 'Goals achieved',
     '{"participant_id":"pt_555666777","milestone_id":"ms_222333444","name":"1,000 points"}');

-- Operational events.
INSERT INTO resource_type (name, part_of, on_create, on_update, on_delete) VALUES
    ('endpoint', NULL, 'absent', 'notify', 'absent');
INSERT INTO event_type (name, resource_type, operation, is_default, description, example) VALUES
    ('endpoint.failing', 'endpoint', 'update', FALSE, 'An endpoint is failing and will be disabled or flagged if it keeps failing',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","failing_since":"2025-06-07T22:30:00Z","last_failure_at":"2025-06-10T10:30:00Z","reason":"The endpoint has been failing since 2025-06-07T22:30:00Z."}'),
    ('endpoint.disabled', 'endpoint', 'update', FALSE, 'An endpoint was disabled because it kept failing',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","failing_since":"2025-06-07T22:30:00Z","last_failure_at":"2025-06-12T22:30:00Z","reason":"The endpoint has been failing since 2025-06-07T22:30:00Z."}'),
    ('endpoint.recovered', 'endpoint', 'update', FALSE, 'A failing endpoint succeeded again',
     '{"endpoint_id":"ep_0193a1b2c3d4e5f60718293a4b5c6d7e","application_id":"app_0193a1b2c3d4e5f60718293a4b5c6d7f","url":"https://your-app.com/webhooks","failing_since":"2025-06-07T22:30:00Z","last_failure_at":"2025-06-10T10:30:00Z","reason":"The endpoint succeeded again."}');
