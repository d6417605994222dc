package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.http.ConfiguredObjects;
import io.carillon.json.DocumentTree;
import io.carillon.json.StrictJson;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.VisibleTenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The endpoints of the configuration, by application and id with a slash between them. Secrets are masked, and a masked value
 * keeps what is stored. Signing secrets and keys are not in it; a new endpoint may bring a secret. That an endpoint was disabled
 * because it failed is not configuration: such an endpoint has no status, and stays disabled whatever the document says.
 */
@ApplicationScoped
public class ConfiguredEndpoints implements ConfiguredObjects<EndpointRequest> {

    private static final String STATUS = "status";
    private static final String SECRET = "secret";

    @Inject
    private Database database;
    @Inject
    private VisibleTenants tenants;
    @Inject
    private EndpointWrites writes;
    @Inject
    private EndpointDocuments documents;
    @Inject
    private SigningSecrets secrets;

    @Override
    public Map<String, EndpointRequest> all(Long organization, int most) {
        Map<String, EndpointRequest> all = new LinkedHashMap<>();
        new JpqlFilter().and("e.status <> ?", EnumWords.of(EndpointStatus.DELETED))
                .and("e.applicationId IN (SELECT a.id FROM Application a WHERE a.ownerOrganizationId = ?)", organization)
                .query(database.entities(), Endpoint.class, "SELECT e FROM Endpoint e", "ORDER BY e.applicationId, e.id")
                .setMaxResults(most).getResultList()
                .forEach(found -> all.put(found.applicationId() + "/" + found.id(), written(found)));
        return all;
    }

    @Override
    public Optional<EndpointRequest> find(String key) {
        return row(key).map(this::written);
    }

    /** The endpoint, unless it was deleted or belongs to another application. */
    private Optional<Endpoint> row(String key) {
        return any(idIn(key)).filter(found -> !found.isDeleted() && found.applicationId().equals(applicationIn(key)));
    }

    private Optional<Endpoint> any(String id) {
        return Optional.ofNullable(database.entities().find(Endpoint.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    private static String applicationIn(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }

    private static String idIn(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    private EndpointRequest written(Endpoint endpoint) {
        EndpointRequest request = EndpointRequest.of(endpoint, documents.of(endpoint).headers());
        return endpoint.status() == EndpointStatus.DISABLED ? DocumentTree.without(request, STATUS) : request;
    }

    @Override
    public EndpointRequest completed(String key, EndpointRequest wanted, EndpointRequest present) {
        EndpointRequest masked = row(key).map(endpoint -> masked(wanted, endpoint)).orElse(wanted);
        return present.status() == null ? DocumentTree.without(masked, STATUS)
                : masked.status() == null ? DocumentTree.with(masked, STATUS, EnumWords.of(present.status())) : masked;
    }

    /** {@code wanted} with the mask in place of secrets that are already stored, so that they make no difference. */
    private EndpointRequest masked(EndpointRequest wanted, Endpoint endpoint) {
        Map<String, String> headers = writes.storedHeaders(endpoint);
        EndpointAuthentication authentication = writes.storedAuthentication(endpoint);
        return DocumentTree.changed(wanted, members -> {
            wanted.headers().forEach((name, value) -> {
                if (value != null && value.equals(headers.get(name))) {
                    members.withObject("/headers").put(name, EndpointHeaders.MASK);
                }
            });
            if (wanted.secret() != null && secrets.isReadable(endpoint) && wanted.secret().equals(secrets.newest(endpoint))) {
                members.remove(SECRET);
            }
            if (authentication != null && authentication.equals(wanted.authentication())) {
                members.set("authentication",
                        StrictJson.mapper().valueToTree(authentication.withSecret(EndpointHeaders.MASK)));
            }
        });
    }

    @Override
    public void put(String key, EndpointRequest wanted) {
        if (wanted.status() == EndpointStatus.DISABLED || wanted.status() == EndpointStatus.DELETED) {
            throw ProblemException.invalid("/status", "must be active or inactive");
        }
        row(key).ifPresentOrElse(existing -> change(existing, wanted), () -> create(key, wanted));
    }

    private void change(Endpoint endpoint, EndpointRequest wanted) {
        if (wanted.secret() != null) {
            throw ProblemException.invalid("/secret", "is not that of the endpoint, which keeps its own; replace it with"
                    + " POST /endpoints/{id}/secret/rotate");
        }
        EndpointStatus before = endpoint.status();
        writes.describe(endpoint, documents.of(endpoint), "endpoint.replaced",
                DocumentTree.with(wanted, STATUS, EnumWords.of(before)));
        if (wanted.status() != null && wanted.status() != before && before != EndpointStatus.DISABLED) {
            writes.switchTo(endpoint, wanted.status(),
                    wanted.status() == EndpointStatus.ACTIVE ? "endpoint.enabled" : "endpoint.disabled");
        }
    }

    private void create(String key, EndpointRequest wanted) {
        String id = idIn(key);
        any(id).ifPresent(taken -> {
            throw ProblemException.invalid("", taken.isDeleted() ? "was deleted, and its id cannot be used again"
                    : "belongs to another application");
        });
        if (!Ids.isId("ep", id)) {
            throw ProblemException.invalid("", "must be named ep_ and 32 hexadecimal digits in lower case");
        }
        writes.create(tenants.application(applicationIn(key)), id, wanted);
    }
}
