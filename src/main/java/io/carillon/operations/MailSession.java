package io.carillon.operations;

import static io.carillon.settings.Setting.MAIL_FROM;
import static io.carillon.settings.Setting.MAIL_PASSWORD;
import static io.carillon.settings.Setting.MAIL_USER;

import io.carillon.platform.FactLog;
import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The server's mail session with the JNDI name {@code mail/carillon}, looked up once at start. If there is none, or if it names
 * no host, Carillon sends no mail.
 */
@ApplicationScoped
class MailSession {

    private static final FactLog LOG = FactLog.of(MailSession.class);
    private static final String NAME = "mail/carillon";

    @Inject
    private Settings settings;

    private Optional<Session> session;

    @PostConstruct
    void lookUp() {
        session = find();
        session.ifPresent(found -> LOG.info("mail.configured", "host", host(found)));
    }

    private static Optional<Session> find() {
        try {
            return Optional.ofNullable((Session) InitialContext.doLookup(NAME)).filter(found -> !host(found).isBlank());
        } catch (NamingException e) {
            LOG.debug("mail.absent", "name", NAME, "reason", e);
            return Optional.empty();
        }
    }

    private static String host(Session session) {
        String host = session.getProperty("mail.smtp.host");
        return host == null ? String.valueOf(session.getProperty("mail.host")) : host;
    }

    boolean isConfigured() {
        return session.isPresent();
    }

    /** Passes {@code notice} to the mail server; returns when the server has accepted it. */
    void send(Notice notice) throws MessagingException {
        MimeMessage message = new MimeMessage(session.orElseThrow());
        if (settings.isSet(MAIL_FROM)) { // otherwise the session's sender applies
            message.setFrom(new InternetAddress(settings.word(MAIL_FROM)));
        }
        message.setRecipient(RecipientType.TO, new InternetAddress(notice.recipient()));
        message.setSubject(notice.event().subject(), StandardCharsets.UTF_8.name());
        message.setText(notice.text(), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        if (settings.isSet(MAIL_USER)) {
            Transport.send(message, settings.word(MAIL_USER), settings.text(MAIL_PASSWORD).orElse(""));
        } else {
            Transport.send(message);
        }
    }
}
