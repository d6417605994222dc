package io.carillon.operations;

import static io.carillon.settings.Setting.OPERATIONS_ORGANIZATION;

import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.queue.Change;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.QueueUnavailable;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Optional;

/**
 * Sends due notices. An operational event goes through the queue like every change, with the notice's id, so that sending it
 * twice has one effect; after a crash a mail may be sent twice. Carillon retries what fails; it gives up a mail that no server
 * accepts for about a day.
 */
@ApplicationScoped
class Notifier {

    private static final FactLog LOG = FactLog.of(Notifier.class);
    private static final int MOST_AT_ONCE = 20;
    private static final int MOST_MAIL_ATTEMPTS = 24;

    @Inject
    private NoticeClaims claims;
    @Inject
    private ChangeQueue queue;
    @Inject
    private MailSession mail;
    @Inject
    private Settings settings;

    /** Sends due notices and claims each just before: a slow mail server must not outlast the claims of the rest. */
    void sendDue() {
        Optional<Notice> due = claims.claim();
        for (int sent = 1; due.isPresent(); sent++) {
            send(due.get());
            due = sent < MOST_AT_ONCE ? claims.claim() : Optional.empty();
        }
    }

    private void send(Notice notice) {
        try {
            if (notice.isMail()) {
                mail.send(notice);
            } else {
                publish(notice);
            }
            claims.remove(notice);
            LOG.info("notice.sent", "id", notice.id(), "event", notice.event().eventType(), "endpoint", notice.endpointId(),
                    "to", notice.isMail() ? "contact" : "operators");
        } catch (MessagingException | QueueUnavailable e) {
            postpone(notice, e);
        }
    }

    private void publish(Notice notice) {
        settings.id(OPERATIONS_ORGANIZATION).ifPresent(organization -> queue.publish(Change.OURSELVES,
                List.of(new Change(notice.id(), organization, notice.event().eventType(), null, null, notice.endpointId(),
                        notice.occurredAt(), notice.text()))));
    }

    private void postpone(Notice notice, Exception failure) {
        boolean givenUp = notice.isMail() && notice.attempts() >= MOST_MAIL_ATTEMPTS;
        LOG.warn(givenUp ? "notice.given-up" : "notice.postponed", "id", notice.id(), "event", notice.event().eventType(),
                "endpoint", notice.endpointId(), "attempt", notice.attempts(), "reason", Causes.root(failure));
        if (givenUp) {
            claims.remove(notice);
        }
    }
}
