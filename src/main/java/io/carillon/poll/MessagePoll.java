package io.carillon.poll;

import io.carillon.database.Database;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.Mailbox;
import io.carillon.endpoint.Mailboxes;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.message.Message;
import io.carillon.message.Messages;
import io.carillon.message.PolledDeliveries;
import io.carillon.message.PolledDelivery;
import io.carillon.platform.FactLog;
import io.carillon.sending.PayloadFormats;
import io.carillon.sending.Webhook;
import io.carillon.statistics.DeliveryCounts;
import io.carillon.statistics.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * One poll, in the transaction of its request. It confirms what the receiver has read, and returns what comes next. Messages of
 * organizations that do not enable the application, and those without content, are passed over, and cancelled if they are open.
 */
@ApplicationScoped
class MessagePoll {

    private static final FactLog LOG = FactLog.of(MessagePoll.class);
    /** Once a page has so many bytes of data, the rest waits for the next poll. */
    private static final long MOST_BYTES = 4L << 20;

    @Inject
    private Database database;
    @Inject
    private Mailboxes mailboxes;
    @Inject
    private PolledDeliveries deliveries;
    @Inject
    private Messages messages;
    @Inject
    private PayloadFormats formats;
    @Inject
    private DeliveryCounts counts;

    /** Polls an endpoint, which is active and has a mailbox. */
    PollDocument of(Endpoint endpoint, PollPosition position) {
        Mailbox mailbox = mailboxes.of(endpoint.id());
        int limit = position.limit();
        long after = position.place(endpoint.id(), mailbox.lastPlace());
        if (after > mailbox.readTo()) {
            confirm(endpoint, after);
        }
        List<PolledDelivery> found = deliveries.after(endpoint.id(), after, limit + 1);
        List<PolledDelivery> page = found.subList(0, pageSize(found, limit));
        deliveries.cancelSome(page);
        return new PollDocument(documents(endpoint, page.stream().filter(PolledDelivery::mayBeRead).toList()),
                PollPosition.cursor(endpoint.id(), page.isEmpty() ? after : page.get(page.size() - 1).place()),
                page.size() == found.size());
    }

    private void confirm(Endpoint endpoint, long place) {
        List<String> read = deliveries.confirm(endpoint.id(), place);
        if (!read.isEmpty()) {
            Map<Subject, Integer> subjects = messages.subjectsOf(read);
            database.whenCommitted(() -> {
                subjects.forEach(counts::read);
                LOG.info("deliveries.read", "endpoint", endpoint.id(), "count", read.size());
            });
        }
    }

    static int pageSize(List<PolledDelivery> found, int limit) {
        long bytes = 0;
        int size = 0;
        while (size < Math.min(found.size(), limit) && bytes < MOST_BYTES) {
            bytes += found.get(size).mayBeRead() ? found.get(size).size() : 0;
            size++;
        }
        return size;
    }

    private List<PolledMessageDocument> documents(Endpoint endpoint, List<PolledDelivery> page) {
        Map<String, Message> contents = messages.find(page.stream().map(PolledDelivery::messageId).toList());
        Webhook.Target target = Webhook.Target.of(endpoint, Map.of(), ReceiverAccess.NONE);
        return page.stream().map(one -> PolledMessageDocument.of(one,
                new Webhook(contents.get(one.messageId()), target, 1, Credentials.NONE), formats.of(endpoint.format()))).toList();
    }
}
