package io.carillon.operations;

import static io.carillon.settings.Setting.OPERATIONS_ORGANIZATION;

import io.carillon.database.Database;
import io.carillon.endpoint.EndingCertificate;
import io.carillon.endpoint.FailingEndpoint;
import io.carillon.platform.Ids;
import io.carillon.platform.PlannedTimes;
import io.carillon.settings.Settings;
import io.carillon.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Stores notices in the transaction of the event that they report, so that neither exists without the other. This class selects
 * the recipients: operators when an organization is configured for them, the application's contact when there is a mail
 * session. {@link Notifier} sends the notices later.
 */
@ApplicationScoped
public class Notices implements PlannedTimes {

    private static final String INSERT = """
            INSERT INTO notice (id, event_type, endpoint_id, occurred_at, recipient, text, attempts, due_at)
            VALUES (?, ?, ?, clock_timestamp(), ?, ?, 0, clock_timestamp())""";
    private static final String MOVE_BACK = """
            UPDATE notice SET due_at = due_at - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
            WHERE due_at > clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND""";

    private Database database;
    private Settings settings;
    private Tenants tenants;
    private MailSession mail;

    protected Notices() {
    }

    @Inject
    Notices(Database database, Settings settings, Tenants tenants, MailSession mail) {
        this.database = database;
        this.settings = settings;
        this.tenants = tenants;
        this.mail = mail;
    }

    /** Reports {@code event} of {@code endpoint}; {@code reason} is a sentence for its owner. */
    public void report(OperationalEvent event, FailingEndpoint endpoint, String reason) {
        report(event, endpoint.id(), endpoint.applicationId(), () -> NoticeText.data(endpoint, reason),
                () -> NoticeText.mail(event, endpoint, reason));
    }

    /** Reports that a client certificate ends soon. */
    public void report(EndingCertificate certificate) {
        report(OperationalEvent.CERTIFICATE_ENDING, certificate.endpointId(), certificate.applicationId(),
                () -> NoticeText.data(certificate), () -> NoticeText.mail(certificate));
    }

    private void report(OperationalEvent event, String endpointId, String applicationId, Supplier<String> data,
            Supplier<String> text) {
        if (settings.id(OPERATIONS_ORGANIZATION).isPresent()) {
            keep(event, endpointId, null, data.get());
        }
        if (mail.isConfigured()) {
            tenants.contactEmailOf(applicationId).ifPresent(email -> keep(event, endpointId, email, text.get()));
        }
    }

    @Override
    public void moveBack(Duration step, Duration beyond) {
        database.sql(MOVE_BACK).with(step.toNanos() / 1e9, beyond.toNanos() / 1e9).update();
    }

    private void keep(OperationalEvent event, String endpointId, String recipient, String text) {
        database.sql(INSERT).with(Ids.next("nt"), event.eventType(), endpointId, recipient, text).update();
    }
}
